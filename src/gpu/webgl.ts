import type { WebglReport } from '#core/machine-report.ts';
import { isSoftwareAdapter } from './software-adapter.ts';

export interface Webgl {
  report: WebglReport;
  /** Whether it draws into float textures. */
  hasFloatTargets: boolean;
}

/** WebGL2 in this thread; undefined where there is none. Asked once: a browser gives only few contexts. */
export function askWebgl(): Webgl | undefined {
  known ??= { webgl: ask() };
  return known.webgl;
}

let known: { webgl: Webgl | undefined } | undefined;

function ask(): Webgl | undefined {
  const context = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!context) return undefined;
  const hasFloatTargets = context.getExtension('EXT_color_buffer_float') !== null;
  // Chromium says "WebKit WebGL" without the extension; Firefox has merged it and warns of it.
  const [plain, unmasked] = [context.RENDERER, context.getExtension('WEBGL_debug_renderer_info')];
  const renderer = String(context.getParameter(unmasked?.UNMASKED_RENDERER_WEBGL ?? plain));
  context.getExtension('WEBGL_lose_context')?.loseContext();
  const names = { vendor: '', architecture: '', device: '', description: renderer };
  return { report: { renderer, software: isSoftwareAdapter(names, false) }, hasFloatTargets };
}
