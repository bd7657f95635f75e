/** Shows the wall's picture in a window on another screen as well, and opens that again whenever it is gone. */
import type { Cause } from '#kiosk/event-log.ts';
import { cardOf } from './card-of.ts';
import { fillSecondScreen, type SecondPage } from './second-page.ts';
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

/** For the log: a cause, or what the browser said. */
export interface ScreenNews {
  why: string;
  value?: string | undefined;
}

export class SecondScreen {
  readonly #kiosk: VtKiosk;
  /** The name of the screen; undefined: any but the wall's own. */
  readonly #wanted: string | undefined;
  readonly #onChange: (news: ScreenNews) => void;
  #window: (Window & typeof globalThis) | undefined;
  #page: SecondPage | undefined;
  #stream: StageStream | undefined;
  #said = '';
  #isBusy = false;

  /** @param onChange is told when the second screen comes or goes, and what it lacks. */
  constructor(kiosk: VtKiosk, wanted: string | undefined, onChange: (news: ScreenNews) => void) {
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
      if (!this.#window || this.#window.closed) await this.#open();
      this.#update();
    } catch (error) {
      this.#say({ why: String(error) });
    } finally {
      this.#isBusy = false;
    }
  }

  async #open(): Promise<void> {
    this.#stream?.stop();
    this.#window = undefined;
    const place = await otherScreen(this.#wanted);
    if ('why' in place) return this.#say(place);
    const { availLeft, availTop, availWidth, availHeight, label } = place;
    const features = `popup,left=${availLeft},top=${availTop},width=${availWidth},height=${availHeight}`;
    const opened = window.open('', NAME, features) as (Window & typeof globalThis) | null;
    if (!opened) return this.#say(news('pop-up-blocked'));
    this.#stream = await this.#kiosk.stage.captureStream();
    this.#page = fillSecondScreen(opened, this.#stream.stream, this.#kiosk.configuration.branding);
    this.#window = opened;
    this.#say(news('shown-on', label));
  }

  /** Outside opening hours no picture is on it; what must be said is said there, too. */
  #update(): void {
    const { conductor, configuration, front, words, privacy } = this.#kiosk;
    const card = cardOf(front, configuration);
    this.#page?.show({
      isOpen: conductor.scene !== undefined,
      words: words ?? (card && wordsAt([card], performance.now())),
      privacy,
    });
  }

  #say(said: ScreenNews): void {
    const key = `${said.why} ${said.value}`;
    if (key === this.#said) return;
    this.#said = key;
    this.#onChange(said);
  }
}

const news = (why: Cause, value?: string): ScreenNews => ({ why, value });

/** The screen that is not the wall's own, or why there is none. */
async function otherScreen(wanted: string | undefined): Promise<Place | ScreenNews> {
  const ask = (window as { getScreenDetails?: () => Promise<Screens> }).getScreenDetails;
  if (!ask) return news('screens-unknown');
  const details = await ask.call(window).catch(() => undefined);
  if (!details) return news('screens-not-allowed');
  const { screens, currentScreen } = details;
  const others = screens.filter((screen) => screen !== currentScreen);
  const found = others.find(({ label }) => wanted === undefined || label === wanted);
  if (found) return found;
  const there = others.map(({ label }) => `"${label}"`).join(', ');
  return there ? news('no-such-screen', there) : news('no-other-screen');
}
