/**
 * Response headers of every page that Vitrine serves, in development, preview and deployment alike.
 *
 * COOP and COEP make the page cross-origin isolated, which SharedArrayBuffer (threads for WASM) needs. The policy
 * allows nothing from elsewhere: frames never leave the page and no third party is asked for anything.
 */
export const isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob: mediastream:",
  "font-src 'self'",
  "manifest-src 'self'",
  // The kiosk's editor shows the wall beside it.
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

/** What a built page is served with. The Vite dev server needs inline scripts, so it gets `isolationHeaders` only. */
export const productionHeaders = {
  ...isolationHeaders,
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=(self), display-capture=(self), screen-wake-lock=(self), microphone=(self)',
} as const;
