import type { PinHash } from '#kiosk/pin.ts';
import { readConfiguration } from '#kiosk/read-configuration.ts';
import { keptConfiguration } from './kept.ts';

/** Of the last configuration that ran in this browser; undefined where it has none. */
export function keptPin(): PinHash | undefined {
  const text = keptConfiguration.load();
  const read = text === undefined ? undefined : readConfiguration(text);
  return read?.ok ? read.configuration.pin : undefined;
}
