/** What software renderers call themselves in GPUAdapterInfo, in lower case. */
const SOFTWARE_NAMES = [
  'swiftshader',
  'llvmpipe',
  'lavapipe',
  'softpipe',
  'software rasterizer',
  'software adapter',
  // Windows' WARP, under both of its names.
  'microsoft basic render',
  'warp',
];

/** The strings of GPUAdapterInfo that can give a software renderer away. */
export interface AdapterNames {
  vendor: string;
  architecture: string;
  device: string;
  description: string;
}

/** Whether the adapter is a software renderer: by the browser's own word, else by name (whole words only). */
export function isSoftwareAdapter(names: AdapterNames, isFallback: boolean): boolean {
  if (isFallback) return true;
  const text = [names.vendor, names.architecture, names.device, names.description].join(' ').toLowerCase();
  return SOFTWARE_NAMES.some((name) => new RegExp(`(^|[^a-z])${name}`).test(text));
}
