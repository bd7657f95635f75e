/** Shows the wall's picture in a window on another screen as well, and opens that again whenever it is gone. */
import type { VtKiosk } from './vt-kiosk.ts';
import { wordsAt } from './rotation.ts';
import type { StageStream } from '../../components/stage/stage-stream.ts';

/** A page that was loaded anew finds the window that it had. */
const NAME = 'vitrine-second-screen';

const EVERY_MS = 1_000;

/** What is needed of https://www.w3.org/TR/window-management/; the types do not have it yet. */
interface Screens {
  screens: readonly (Screen & { label: string; availLeft: number; availTop: number })[];
  currentScreen: object;
}
type Place = Screens['screens'][number];

export class SecondScreen {
  readonly #kiosk: VtKiosk;
  /** The name of the screen; undefined: any but the wall's own. */
  readonly #wanted: string | undefined;
  readonly #onChange: (why: string) => void;
  #window: Window | undefined;
  #stream: StageStream | undefined;
  #said = '';
  #isBusy = false;

  /** @param onChange is told in words when the second screen comes or goes, and what it lacks. */
  constructor(kiosk: VtKiosk, wanted: string | undefined, onChange: (why: string) => void) {
    this.#kiosk = kiosk;
    this.#wanted = wanted;
    this.#onChange = onChange;
  }

  /** Keeps it up from now on. A touch helps where the browser lets windows open only then. */
  start(signal: AbortSignal): void {
    const look = () => void this.#look();
    const timer = setInterval(look, EVERY_MS);
    document.addEventListener('pointerdown', look, { signal });
    signal.addEventListener('abort', () => {
      clearInterval(timer);
      this.#stream?.stop();
      this.#window?.close();
    });
    look();
  }

  async #look(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      if (this.#window && !this.#window.closed) this.#update(this.#window);
      else await this.#open();
    } catch (error) {
      this.#say(`It cannot be shown: ${String(error)}`);
    } finally {
      this.#isBusy = false;
    }
  }

  async #open(): Promise<void> {
    this.#stream?.stop();
    this.#window = undefined;
    const place = await otherScreen(this.#wanted);
    if (typeof place === 'string') return this.#say(place);
    const { availLeft, availTop, availWidth, availHeight, label } = place;
    const features = `popup,left=${availLeft},top=${availTop},width=${availWidth},height=${availHeight}`;
    const opened = window.open('', NAME, features);
    if (!opened) return this.#say('The browser blocked the window: allow pop-ups for this site.');
    this.#stream = await this.#kiosk.stage.captureStream();
    fill(opened.document, this.#stream.stream);
    this.#window = opened;
    this.#say(`Shown on ${label || 'the other screen'}.`);
  }

  /** Outside opening hours nothing is on it; what must be said of privacy is said there, too. */
  #update({ document }: Window): void {
    const { conductor, configuration } = this.#kiosk;
    const [video] = document.getElementsByTagName('video');
    const [notice] = document.getElementsByTagName('p');
    if (video) video.style.visibility = conductor.scene ? 'visible' : 'hidden';
    const words = wordsAt([configuration.privacyNotice], performance.now());
    if (!notice || !words || notice.textContent === words.text) return;
    notice.lang = words.lang;
    notice.textContent = words.text;
  }

  #say(why: string): void {
    if (why === this.#said) return;
    this.#said = why;
    this.#onChange(why);
  }
}

/** The screen that is not the wall's own, or in words why there is none. */
async function otherScreen(wanted: string | undefined): Promise<Place | string> {
  const ask = (window as { getScreenDetails?: () => Promise<Screens> }).getScreenDetails;
  if (!ask) return 'This browser cannot tell screens apart.';
  const details = await ask.call(window).catch(() => undefined);
  if (!details) return 'The browser may not look for screens: allow window management for this site.';
  const { screens, currentScreen } = details;
  const others = screens.filter((screen) => screen !== currentScreen);
  const found = others.find(({ label }) => wanted === undefined || label === wanted);
  if (found) return found;
  const there = others.map(({ label }) => `"${label}"`).join(', ');
  return there ? `There is no screen "${wanted}", but ${there}.` : 'No other screen is connected.';
}

/** Styles one by one: the page's policy allows no style sheet in it. */
function fill(document: Document, stream: MediaStream): void {
  const video = document.createElement('video');
  const notice = document.createElement('p');
  const whole = { position: 'fixed', inset: '0', width: '100%', height: '100%' };
  Object.assign(document.body.style, { margin: '0', background: '#0a0b0d', cursor: 'none' });
  Object.assign(video.style, { ...whole, objectFit: 'contain' });
  Object.assign(notice.style, {
    position: 'fixed',
    inset: 'auto 0 0',
    margin: '0',
    padding: '0.5rem 1.25rem',
    background: 'rgb(10 11 13 / 0.82)',
    color: '#d6d4ce',
    font: 'clamp(0.875rem, 1.6vmin, 1.5rem) system-ui, sans-serif',
    textAlign: 'center',
  });
  Object.assign(video, { muted: true, autoplay: true, playsInline: true, srcObject: stream });
  notice.dir = 'auto';
  document.title = 'Vitrine';
  document.body.replaceChildren(video, notice);
  document.addEventListener('contextmenu', (event) => event.preventDefault());
}
