/** What is on the second screen: the wall's picture, its words and its logo, in the house's colours and font. */
import type { Configuration } from '#kiosk/configuration.ts';
import type { Words } from './rotation.ts';

export interface SecondPage {
  show(now: { isOpen: boolean; words: Words | undefined; privacy: Words | undefined }): void;
}

const ground = '#0a0b0d';
const strip = 'rgb(10 11 13 / 0.82)';
const font = 'system-ui, sans-serif';

export function fillSecondScreen(
  { document, FontFace }: Window & typeof globalThis,
  stream: MediaStream,
  { logo, font: file, ...colours }: Configuration['branding'],
): SecondPage {
  // Styles one by one: the page's policy allows no style sheet in it.
  const add = <K extends 'video' | 'img' | 'p'>(tag: K, style: Partial<CSSStyleDeclaration>) => {
    const element = document.createElement(tag);
    Object.assign(element.style, { position: 'fixed', margin: '0', ...style });
    return element;
  };
  const video = add('video', { inset: '0', width: '100%', height: '100%', objectFit: 'contain' });
  Object.assign(video, { muted: true, autoplay: true, playsInline: true, srcObject: stream });
  const words = add('p', {
    inset: 'auto 5% 4rem',
    margin: '0 auto',
    inlineSize: 'fit-content',
    maxInlineSize: '40em',
    padding: '0.5em 0.9em',
    borderInlineStart: `0.25em solid ${colours.accent ?? '#63c7ba'}`,
    background: strip,
    color: '#f1efe9',
    fontSize: 'clamp(1.125rem, 2.6vmin, 2.5rem)',
    lineHeight: '1.35',
  });
  const privacy = add('p', {
    inset: 'auto 0 0',
    padding: '0.5rem 1.25rem',
    background: strip,
    color: '#d6d4ce',
    fontSize: 'clamp(0.875rem, 1.6vmin, 1.5rem)',
    textAlign: 'center',
  });
  const mark = add('img', {
    inset: '1.25rem 1.25rem auto auto',
    maxInlineSize: '18%',
    maxBlockSize: '12%',
  });
  mark.alt = '';
  if (logo) void show(logo, mark);
  const { body } = document;
  Object.assign(body.style, {
    margin: '0',
    background: colours.ground ?? ground,
    cursor: 'none',
    fontFamily: font,
  });
  document.title = 'Vitrine';
  body.replaceChildren(video, ...(logo ? [mark] : []), words, privacy);
  document.addEventListener('contextmenu', (event) => event.preventDefault());
  const setFont = async (path: string) => {
    const blob = await load(path);
    const face =
      blob && (await new FontFace('kiosk', await blob.arrayBuffer()).load().catch(() => undefined));
    if (!face) return;
    document.fonts.add(face);
    body.style.fontFamily = `kiosk, ${font}`;
  };
  if (file) void setFont(file);
  return {
    show: (now) => {
      video.style.visibility = now.isOpen ? 'visible' : 'hidden';
      mark.style.visibility = now.isOpen ? 'visible' : 'hidden';
      say(words, now.words);
      say(privacy, now.privacy);
    },
  };
}

/** By the wall's page: a window without an address may have no service worker to answer it while the network is gone. */
async function load(path: string): Promise<Blob | undefined> {
  const response = await fetch(path).catch(() => undefined);
  // Without it the show goes on: in the system's font, or without a logo.
  return response?.ok ? response.blob() : undefined;
}

async function show(path: string, image: HTMLImageElement): Promise<void> {
  const blob = await load(path);
  if (!blob) return;
  image.src = URL.createObjectURL(blob);
  image.onload = () => URL.revokeObjectURL(image.src);
}

function say(place: HTMLElement, words: Words | undefined): void {
  place.style.visibility = words ? 'visible' : 'hidden';
  if (!words || place.textContent === words.text) return;
  Object.assign(place, { lang: words.lang, dir: 'auto', textContent: words.text });
}
