/** What makes a page a wall: the screen stays awake, and nothing but the show answers to fingers and keys. */

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

/** Of the top left corner, in CSS pixels and ms (chosen: no child finds it by playing). */
const CORNER_PX = 96;
const CORNER_MS = 3_000;

const forward = ['ArrowRight', 'ArrowDown', 'PageDown', 'MediaTrackNext', 'Enter', ' '];
const backward = ['ArrowLeft', 'ArrowUp', 'PageUp', 'MediaTrackPrevious'];

export function becomeWall(visitors: Visitors, signal: AbortSignal): void {
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
  let corner: ReturnType<typeof setTimeout> | undefined;
  const letGo = () => clearTimeout(corner);
  document.addEventListener(
    'pointerdown',
    ({ clientX, clientY }) => {
      visitors.onTouch();
      void fill();
      letGo();
      if (clientX < CORNER_PX && clientY < CORNER_PX) corner = setTimeout(visitors.onExit, CORNER_MS);
    },
    { signal },
  );
  document.addEventListener('pointerup', letGo, { signal });
  document.addEventListener('pointercancel', letGo, { signal });
  document.addEventListener('pointermove', () => visitors.onTouch(), { signal });
  document.addEventListener('keydown', (event) => takeKey(event, visitors), { signal });
  document.addEventListener('keydown', ({ key }) => key !== 'Escape' && void fill(), { signal });
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

/** In the dialog of the operator keys mean what they always do. */
function isTyping(event: KeyboardEvent): boolean {
  return event.composedPath().some((target) => target instanceof HTMLDialogElement);
}
