import { msg, str } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { VtDivideEvent } from '../../events/vt-divide.ts';

/** Parts of the width that an arrow key and a page key move by. */
const STEP = 0.02;
const PAGE = 0.1;

const keys: Record<string, (position: number) => number> = {
  ArrowLeft: (position) => position - STEP,
  ArrowDown: (position) => position - STEP,
  ArrowRight: (position) => position + STEP,
  ArrowUp: (position) => position + STEP,
  PageDown: (position) => position - PAGE,
  PageUp: (position) => position + PAGE,
  Home: () => 0,
  End: () => 1,
};

/**
 * A line across the whole of its container, moved by mouse, touch and keys: wherever a person presses, there it goes.
 * Left is left in every language, as in the pictures below it.
 *
 * @fires vt-divide - when a person moves it
 */
@customElement('vt-divider')
export class VtDivider extends LitElement {
  static override styles = css`
    :host {
      position: absolute;
      inset: 0;
      /* Across it is ours; up and down the page may scroll. */
      touch-action: pan-y;
      cursor: ew-resize;
    }
    .line {
      position: absolute;
      left: calc(var(--position) * 100%);
      inset-block: 0;
      inline-size: 2px;
      transform: translateX(-1px);
      background: #fff;
      box-shadow: 0 0 0 1px rgb(0 0 0 / 0.5);
      pointer-events: none;
    }
    .knob {
      position: absolute;
      left: calc(var(--position) * 100%);
      inset-block-start: 50%;
      display: grid;
      place-items: center;
      inline-size: 2.75rem;
      block-size: 2.75rem;
      transform: translate(-50%, -50%);
      border: 2px solid #fff;
      border-radius: 50%;
      background: rgb(10 11 13 / 0.75);
      color: #fff;
      outline-offset: 3px;
    }
    .knob:focus-visible {
      outline: 3px solid #63c7ba;
    }
    svg {
      inline-size: 1.4rem;
      fill: none;
      stroke: currentColor;
      stroke-width: 2;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
  `;

  /** The part of the width left of it, 0..1. */
  @property({ type: Number }) position = 0.5;

  constructor() {
    super();
    this.addEventListener('pointerdown', this.take);
  }

  override willUpdate(): void {
    // Not as an attribute: the page's policy forbids those.
    this.style.setProperty('--position', String(this.position));
  }

  override render() {
    const percent = Math.round(this.position * 100);
    return html`<div class="line"></div>
      <div
        class="knob"
        role="slider"
        tabindex="0"
        aria-label=${msg('Divider between A and B')}
        aria-orientation="horizontal"
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${percent}
        aria-valuetext=${msg(str`A takes the left ${percent} %`)}
        title=${msg('Pull it, or use the arrow keys')}
        @keydown=${this.takeKey}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M9 7l-5 5 5 5M15 7l5 5-5 5" /></svg>
      </div>`;
  }

  private readonly take = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    this.setPointerCapture(event.pointerId);
    const release = new AbortController();
    const { signal } = release;
    const follow = ({ clientX }: PointerEvent) => {
      const { left, width } = this.getBoundingClientRect();
      if (width > 0) this.move((clientX - left) / width);
    };
    const end = () => release.abort();
    this.addEventListener('pointermove', follow, { signal });
    this.addEventListener('pointerup', end, { signal });
    this.addEventListener('pointercancel', end, { signal });
    follow(event);
  };

  private readonly takeKey = (event: KeyboardEvent): void => {
    const way = keys[event.key];
    if (!way || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.move(way(this.position));
  };

  private move(position: number): void {
    const within = Math.min(1, Math.max(0, position));
    if (within === this.position) return;
    this.position = within;
    this.dispatchEvent(new VtDivideEvent(within));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vt-divider': VtDivider;
  }
}
