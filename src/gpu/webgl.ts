import type { WebglReport } from '#core/machine-report.ts';
import { isSoftwareAdapter } from './software-adapter.ts';

/** What draws for WebGL2; undefined where there is none. Asked once: a browser gives only few contexts. */
export function describeWebgl(): WebglReport | undefined {
  known ??= { report: ask() };
  return known.report;
}

let known: { report: WebglReport | undefined } | undefined;

function ask(): WebglReport | undefined {
  const context = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!context) return undefined;
  // Chromium says "WebKit WebGL" without the extension; Firefox has merged it and warns of it.
  const [plain, unmasked] = [context.RENDERER, context.getExtension('WEBGL_debug_renderer_info')];
  const renderer = String(context.getParameter(unmasked?.UNMASKED_RENDERER_WEBGL ?? plain));
  context.getExtension('WEBGL_lose_context')?.loseContext();
  const names = { vendor: '', architecture: '', device: '', description: renderer };
  return { renderer, software: isSoftwareAdapter(names, false) };
}
