import { applyEdits, modify } from 'jsonc-parser';
import type { Path } from './schema-node.ts';

const formattingOptions = { insertSpaces: true, tabSize: 2, eol: '\n' };

/** The JSON text with one value changed and the rest as it was; undefined takes it out. Throws where it is no JSON. */
export function changeText(text: string, path: Path, value: unknown): string {
  return applyEdits(text, modify(text, [...path], value, { formattingOptions }));
}
