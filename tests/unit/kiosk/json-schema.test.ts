import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { toJsonSchema } from '@valibot/to-json-schema';
import { describe, expect, it } from 'vitest';
import { configurationSchema } from '#kiosk/configuration.ts';
import { readConfiguration } from '#kiosk/read-configuration.ts';

const folder = resolve(import.meta.dirname, '../../../public/kiosk');
const path = resolve(folder, 'configuration.schema.json');

/** What JSON Schema has no words for (time zones, ids that must differ) is left out: the page checks it all. */
function published(): string {
  const schema = toJsonSchema(configurationSchema, { typeMode: 'input', errorMode: 'ignore' });
  return `${JSON.stringify({ ...schema, title: 'Vitrine kiosk configuration' }, null, 2)}\n`;
}

describe('the published JSON Schema', () => {
  it('is that of the configuration; UPDATE=1 writes it anew', () => {
    if (process.env['UPDATE'] === '1') writeFileSync(path, published());
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(JSON.parse(published()));
  });

  it('names every field and refuses others', () => {
    const schema = JSON.parse(published()) as { properties: object; additionalProperties: boolean };
    expect(Object.keys(schema.properties)).toContain('privacyNotice');
    expect(schema.additionalProperties).toBe(false);
  });
});

it('the demo is a valid configuration', () => {
  const read = readConfiguration(readFileSync(resolve(folder, 'demo.json'), 'utf8'));
  expect(read).toMatchObject({ ok: true });
});
