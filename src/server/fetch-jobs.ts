/**
 * The fetches under way, at most one for each variant. Each is a child process that runs the prepare command (Node
 * loads its TypeScript through tsx, which this process may not have); its lines go to everyone who waits for it.
 */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { ServerResponse } from 'node:http';
import type { FetchLine } from '#session/model-catalog.api.ts';

/** Starts the command that makes `name` (model/variant) and writes FetchLines. */
export type Spawner = (name: string) => ChildProcessByStdio<null, Readable, Readable>;

export const prepareCommand =
  (root: string): Spawner =>
  (name) =>
    spawn(
      process.execPath,
      ['--import', 'tsx', join(root, 'models/prepare.ts'), 'prepare', '--lines', name],
      { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
    );

interface Job {
  child: ReturnType<Spawner>;
  listeners: Set<ServerResponse>;
  lastLine: string | undefined;
  /** Resolves when the process is gone. */
  ended: Promise<void>;
}

const MAX_ERROR_TEXT = 2000;

export class FetchJobs {
  private readonly jobs = new Map<string, Job>();
  private readonly spawner: Spawner;

  constructor(spawner: Spawner) {
    this.spawner = spawner;
  }

  /** Sends the lines of the fetch of `name` to `response` until it ends. When the last listener leaves, it stops. */
  join(name: string, response: ServerResponse): void {
    const running = this.jobs.get(name);
    if (running && running.listeners.size === 0) {
      // It was told to stop and is about to: it must be gone before the next one touches the same files.
      void running.ended.then(() => {
        if (!response.destroyed) this.join(name, response);
      });
      return;
    }
    const job = running ?? this.start(name);
    job.listeners.add(response);
    if (job.lastLine) response.write(job.lastLine);
    response.on('close', () => {
      const left = job.listeners.delete(response);
      if (left && job.listeners.size === 0) job.child.kill('SIGTERM');
    });
  }

  private start(name: string): Job {
    const child = this.spawner(name);
    const job: Job = { child, listeners: new Set(), lastLine: undefined, ended: Promise.resolve() };
    // A server that is stopped takes its fetches along; what they loaded stays and is resumed.
    const stop = () => child.kill('SIGTERM');
    process.once('exit', stop);
    let finished = false;
    let errorText = '';
    const send = (line: string) => {
      job.lastLine = `${line}\n`;
      job.listeners.forEach((listener) => listener.write(job.lastLine));
    };
    createInterface({ input: child.stdout }).on('line', (line) => {
      const parsed = parseLine(line);
      if (!parsed) return;
      finished ||= 'done' in parsed || 'error' in parsed;
      send(line);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      errorText = (errorText + chunk.toString()).slice(-MAX_ERROR_TEXT);
    });
    job.ended = new Promise((resolve) => {
      const end = (why: string) => {
        if (this.jobs.get(name) !== job) return;
        this.jobs.delete(name);
        process.off('exit', stop);
        if (!finished) {
          const error = { code: 'internal' as const, message: why, detail: errorText || undefined };
          send(JSON.stringify({ error } satisfies FetchLine));
        }
        // Ending a response fires its `close`; by then nobody listens any more.
        const listeners = [...job.listeners];
        job.listeners.clear();
        listeners.forEach((listener) => listener.end());
        resolve();
      };
      child.once('error', (error) => end(`the prepare command did not start: ${error.message}`));
      child.once('close', (code) => end(`the prepare command ended with code ${code ?? 'none'}`));
    });
    this.jobs.set(name, job);
    return job;
  }
}

function parseLine(line: string): FetchLine | undefined {
  try {
    return JSON.parse(line) as FetchLine;
  } catch {
    return undefined;
  }
}
