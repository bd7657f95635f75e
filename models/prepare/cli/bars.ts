/** Progress bars on a terminal: a line for each model under way, redrawn in place below what was said. */
import { megabytes } from '#core/megabytes.ts';
import { cursorTo, clearScreenDown, moveCursor } from 'node:readline';
import type { WriteStream } from 'node:tty';
import type { Stage } from '../reporter.ts';

const BAR_WIDTH = 24;
const MIN_REDRAW_MS = 80;

interface Bar {
  stage: Stage;
  loaded: number;
  total: number;
}

export class Bars {
  private readonly out: WriteStream;
  private readonly bars = new Map<string, Bar>();
  private linesDrawn = 0;
  private drawnAt = -Infinity;

  constructor(out: WriteStream) {
    this.out = out;
  }

  set(what: string, bar: Bar): void {
    const isNew = this.bars.get(what)?.stage !== bar.stage;
    this.bars.set(what, bar);
    const now = performance.now();
    if (!isNew && bar.loaded < bar.total && now - this.drawnAt < MIN_REDRAW_MS) return;
    this.drawnAt = now;
    this.draw();
  }

  remove(what: string): void {
    if (this.bars.delete(what)) this.draw();
  }

  /** Writes a line that stays above the bars. */
  say(line: string): void {
    this.erase();
    this.out.write(`${line}\n`);
    this.draw();
  }

  private draw(): void {
    this.erase();
    for (const [what, bar] of this.bars) {
      // A line that wraps would make two, and the count of those to erase wrong.
      this.out.write(`${lineOf(what, bar).slice(0, (this.out.columns || 80) - 1)}\n`);
    }
    this.linesDrawn = this.bars.size;
  }

  private erase(): void {
    if (this.linesDrawn === 0) return;
    moveCursor(this.out, 0, -this.linesDrawn);
    cursorTo(this.out, 0);
    clearScreenDown(this.out);
    this.linesDrawn = 0;
  }
}

export function lineOf(what: string, { stage, loaded, total }: Bar): string {
  const filled = Math.round(BAR_WIDTH * Math.min(1, total > 0 ? loaded / total : 0));
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
  const amount =
    stage === 'export' ? `${loaded} of ${total} files` : `${megabytes(loaded)} of ${megabytes(total)}`;
  return `  ${bar} ${stage.padEnd(8)} ${what}  ${amount}`;
}
