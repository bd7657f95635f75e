/** What makes a page a wall: the screen stays awake, and nothing but the show answers to fingers and keys. */
import { onWall, type Turn } from './turn.ts';

/** Chromium asks for a gesture before it goes full screen by itself; with --kiosk it already is. */
async function fill(): Promise<void> {
  if (document.fullscreenElement || matchMedia('(display-mode: fullscreen)').matches) return;
  await document.documentElement.requestFullscreen({ navigationUI: 'hide' }).catch(() => undefined);
}

/** Holds the screen awake; browsers let go whenever the page is hidden, so it is asked for again. */
function stayAwake(signal: AbortSignal): void {
  if (!('wakeLock' in navigator)) return;
  let lock: WakeLockSentinel | undefined;
  const ask = async () => {
    if (document.visibilityState !== 'visible' || (lock && !lock.released) || signal.aborted) return;
    // Refused on an empty battery: the system knows better.
    lock = await navigator.wakeLock.request('screen').catch(() => undefined);
    lock?.addEventListener('release', () => void ask(), { once: true });
  };
  document.addEventListener('visibilitychange', () => void ask(), { signal });
  signal.addEventListener('abort', () => void lock?.release());
  void ask();
}

const forbidden = ['contextmenu', 'selectstart', 'dragstart', 'drop', 'dragover', 'gesturestart'];

export interface Visitors {
  /** A finger, the pointer or a key. */
  readonly onTouch: () => void;
  readonly onStep: (by: 1 | -1) => void;
  /** Escape, or a long press in the corner. */
  readonly onExit: () => void;
}

/** Of the wall's top left corner, in CSS pixels and ms (chosen: no child finds it by playing). */
const CORNER_PX = 96;
const CORNER_MS = 3_000;

/** A finger that went further than this across the wall meant to (chosen). */
const SWIPE_PX = 80;

const forward = ['ArrowRight', 'ArrowDown', 'PageDown', 'MediaTrackNext', 'ChannelUp', 'Enter', ' '];
const backward = ['ArrowLeft', 'ArrowUp', 'PageUp', 'MediaTrackPrevious', 'ChannelDown'];

/** @param turn of the picture on the screen, clockwise: fingers are followed as who stands before it sees them. */
export function becomeWall(visitors: Visitors, signal: AbortSignal, turn: Turn = 0): void {
  stayAwake(signal);
  const cancel = (event: Event) => event.preventDefault();
  const options = { signal, passive: false };
  for (const type of forbidden) document.addEventListener(type, cancel, options);
  document.addEventListener('wheel', (event) => event.ctrlKey && event.preventDefault(), options);
  document.addEventListener(
    'touchmove',
    (event) => event.touches.length > 1 && event.preventDefault(),
    options,
  );
  followFingers(visitors, signal, turn);
  document.addEventListener('pointermove', () => visitors.onTouch(), { signal });
  document.addEventListener('keydown', (event) => takeKey(event, visitors), { signal });
  document.addEventListener('keydown', ({ key }) => key !== 'Escape' && void fill(), { signal });
}

function followFingers(visitors: Visitors, signal: AbortSignal, turn: Turn): void {
  let corner: ReturnType<typeof setTimeout> | undefined;
  let from: { x: number; y: number } | undefined;
  const letGo = () => {
    clearTimeout(corner);
    from = undefined;
  };
  const press = (event: PointerEvent) => {
    visitors.onTouch();
    void fill();
    letGo();
    if (isTyping(event)) return;
    from = onWall(event, turn);
    if (from.x < CORNER_PX && from.y < CORNER_PX) corner = setTimeout(visitors.onExit, CORNER_MS);
  };
  const lift = (event: PointerEvent) => {
    const to = onWall(event, turn);
    const [across, along] = from ? [to.x - from.x, to.y - from.y] : [0, 0];
    letGo();
    if (Math.abs(across) >= SWIPE_PX && Math.abs(across) > Math.abs(along))
      visitors.onStep(across < 0 ? 1 : -1);
  };
  document.addEventListener('pointerdown', press, { signal });
  document.addEventListener('pointerup', lift, { signal });
  document.addEventListener('pointercancel', letGo, { signal });
}

function takeKey(event: KeyboardEvent, visitors: Visitors): void {
  const { key, ctrlKey, metaKey } = event;
  // Zoom by keys is a pinch, too.
  if ((ctrlKey || metaKey) && ['+', '-', '=', '0'].includes(key)) return event.preventDefault();
  visitors.onTouch();
  if (isTyping(event)) return;
  if (key === 'Escape') {
    // The same press would close the dialog that it opens.
    event.preventDefault();
    visitors.onExit();
  }
  const by = forward.includes(key) ? 1 : backward.includes(key) ? -1 : undefined;
  if (by === undefined) return;
  event.preventDefault();
  visitors.onStep(by);
}

/** In the dialog of the operator keys and fingers mean what they always do. */
function isTyping(event: Event): boolean {
  return event.composedPath().some((target) => target instanceof HTMLDialogElement);
}
