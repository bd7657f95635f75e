import { svg, html, type TemplateResult } from 'lit';

/** Strokes on a 24 × 24 grid, drawn for this page. */
const shapes = {
  camera: svg`<rect x="3" y="7" width="12" height="10" rx="2"/><path d="m15 11 6-3v8l-6-3"/>`,
  scene: svg`<rect x="3" y="5" width="18" height="14" rx="2"/><circle cx="9" cy="10" r="1.6"/><path d="m4 18 5-4 3 2 4-5 5 6"/>`,
  file: svg`<path d="M6 3h8l4 4v14H6z"/><path d="M14 3v4h4"/>`,
  screen: svg`<rect x="3" y="4" width="18" height="12" rx="2"/><path d="M9 20h6m-3-4v4"/>`,
  pause: svg`<path d="M9 5v14m6-14v14"/>`,
  play: svg`<path d="M8 5v14l11-7z"/>`,
  back: svg`<path d="M17 5 8 12l9 7zM6 5v14"/>`,
  forward: svg`<path d="m7 5 9 7-9 7zM18 5v14"/>`,
  mirror: svg`<path d="M12 4v16M8 7l-5 5 5 5zm8 0 5 5-5 5z"/>`,
  save: svg`<path d="M12 4v11m-4-4 4 4 4-4M4 20h16"/>`,
  full: svg`<path d="M4 9V4h5m6 0h5v5m0 6v5h-5m-6 0H4v-5"/>`,
  stop: svg`<rect x="6" y="6" width="12" height="12" rx="1"/>`,
  help: svg`<circle cx="12" cy="12" r="9"/><path d="M9.5 9.5a2.5 2.5 0 1 1 3.4 2.3c-.6.3-.9.7-.9 1.4v.5m0 2.8v.1"/>`,
  light: svg`<circle cx="12" cy="12" r="4"/><path d="M12 3v2m0 14v2M3 12h2m14 0h2M5.6 5.6 7 7m10 10 1.4 1.4m0-12.8L17 7M7 17l-1.4 1.4"/>`,
  dark: svg`<path d="M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z"/>`,
  auto: svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5v17" /><path d="M12 6.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" stroke="none"/>`,
  link: svg`<path d="M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7L12 7m2 3a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7L12 17"/>`,
  close: svg`<path d="m6 6 12 12M18 6 6 18"/>`,
  warn: svg`<path d="M12 4 2.8 20h18.4zM12 10v5m0 2.6v.1"/>`,
  check: svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`,
  minus: svg`<path d="M6 12h12"/>`,
  fetch: svg`<path d="M12 4v9m-3.5-3.5L12 13l3.5-3.5M5 16v3h14v-3"/>`,
} as const;

/** An icon beside a text or inside a labelled button: always decorative. */
export function icon(name: keyof typeof shapes): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${shapes[name]}</svg>`;
}
