/**
 * What bar:kiosk-faults puts into the page before its own scripts: a camera, a clock, a storage and workers that can be
 * broken. It runs in the browser as it is, so it may use nothing from outside itself.
 */
export interface FaultyPage {
  camera: { isFrozen: boolean; end(): void; remove(): void; plugIn(): void };
  clock: { shiftMs: number };
  storage: { isFull: boolean };
  hide(isHidden: boolean): void;
  /** The page's clockwork stands still, as on a machine that sleeps. */
  sleep(isAsleep: boolean): void;
  /** Vision workers that the page has not ended. */
  workers(): number;
  /** Ends the newest vision worker behind the page's back. */
  kill(): void;
  /** Lets the newest vision worker do what the site built into it. */
  order(order: WorkerOrder): void;
}

/** An endless loop, or an error that nobody catches. */
export type WorkerOrder = 'loop-on-purpose' | 'throw-on-purpose';

/** What the site appends to the vision worker's script: a worker that a debugger would have to break may not answer it. */
export const obedience = `
addEventListener('message', ({ data }) => {
  if (data === 'loop-on-purpose') for (;;);
  if (data === 'throw-on-purpose') throw new Error('on purpose');
});
`;

export function breakable(): void {
  const workers: Worker[] = [];
  const TrueWorker = Worker;
  window.Worker = class extends TrueWorker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      if (options?.name === 'inference') workers.push(this);
    }
    override terminate(): void {
      const at = workers.indexOf(this);
      if (at >= 0) workers.splice(at, 1);
      super.terminate();
    }
  };

  let isAsleep = false;
  const trueSetInterval = setInterval;
  window.setInterval = ((tick: () => void, ms?: number) =>
    trueSetInterval(() => isAsleep || tick(), ms)) as typeof setInterval;

  const newest = () => {
    const worker = workers.at(-1);
    if (!worker) throw new Error('There is no vision worker to break.');
    return worker;
  };

  const TrueDate = Date;
  const clock = { shiftMs: 0 };
  const now = () => TrueDate.now() + clock.shiftMs;
  window.Date = new Proxy(TrueDate, {
    construct: (target, args: [number]) => (args.length > 0 ? new target(...args) : new target(now())),
    get: (target, key) => (key === 'now' ? now : (Reflect.get(target, key) as unknown)),
  });

  const storage = { isFull: false };
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own storage below
  const { setItem } = Storage.prototype;
  Storage.prototype.setItem = function (key: string, value: string) {
    if (storage.isFull) throw new DOMException('No room.', 'QuotaExceededError');
    setItem.call(this, key, value);
  };

  let isHidden = false;
  Object.defineProperty(document, 'visibilityState', { get: () => (isHidden ? 'hidden' : 'visible') });
  Object.defineProperty(document, 'hidden', { get: () => isHidden });

  const label = 'Exhibit camera';
  let plug = 1;
  let isThere = true;
  let current: MediaStreamTrack | undefined;
  let step = 0;
  const canvas = Object.assign(document.createElement('canvas'), { width: 160, height: 120 });
  const context = canvas.getContext('2d')!;
  const camera = {
    isFrozen: false,
    end: () => {
      current?.stop();
      current?.dispatchEvent(new Event('ended'));
    },
    remove: () => {
      isThere = false;
      camera.end();
      navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    },
    /** Under another id. */
    plugIn: () => {
      isThere = true;
      plug++;
      navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    },
  };
  trueSetInterval(() => {
    if (!camera.isFrozen) step++;
    for (let y = 0; y < 120; y += 8) {
      context.fillStyle = `hsl(${step * 7 + y * 2} 60% 50%)`;
      context.fillRect(0, y, 160, 8);
    }
  }, 50);
  navigator.mediaDevices.enumerateDevices = () =>
    Promise.resolve(
      isThere
        ? [
            {
              kind: 'videoinput',
              deviceId: `camera-${plug}`,
              label,
              groupId: '',
              toJSON: () => '',
            },
          ]
        : [],
    );
  navigator.mediaDevices.getUserMedia = (wish) => {
    const { deviceId } = (wish?.video ?? {}) as { deviceId?: { exact: string } };
    if (!isThere || (deviceId && deviceId.exact !== `camera-${plug}`))
      return Promise.reject(new DOMException('No such camera.', 'NotFoundError'));
    camera.isFrozen = false;
    const stream = canvas.captureStream(20);
    [current] = stream.getVideoTracks();
    if (current) Object.defineProperty(current, 'label', { value: label });
    return Promise.resolve(stream);
  };

  const page: FaultyPage = {
    camera,
    clock,
    storage,
    hide: (hidden) => {
      isHidden = hidden;
      document.dispatchEvent(new Event('visibilitychange'));
    },
    sleep: (sleeps) => {
      isAsleep = sleeps;
    },
    workers: () => workers.length,
    kill: () => TrueWorker.prototype.terminate.call(newest()),
    order: (order) => newest().postMessage(order),
  };
  Object.assign(window, { faulty: page });
}
