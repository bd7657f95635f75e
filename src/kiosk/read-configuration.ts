/** Reads a configuration from its JSON text; whatever is wrong is told with its line and column. */
import {
  findNodeAtLocation,
  getNodeValue,
  parseTree,
  printParseErrorCode,
  type Node,
  type ParseError,
} from 'jsonc-parser';
import * as v from 'valibot';
import {
  flawOf,
  type ConfigurationFault,
  type FaultCode,
  type ConfigurationFlaw,
} from './configuration-fault.ts';
import { configurationSchema, type Configuration } from './configuration.ts';

/** Far above any real playlist; keeps a hostile file from being parsed at all. */
const LONGEST_TEXT = 1_000_000;

/** Deeper than any valid configuration (7 levels); the parser recurses. */
const DEEPEST = 32;

export type ReadConfiguration =
  { ok: true; configuration: Configuration } | { ok: false; faults: ConfigurationFault[] };

/** @param text JSON as RFC 8259 has it: no comments, no trailing commas, no name twice in one object. */
export function readConfiguration(text: string): ReadConfiguration {
  const refuseAll = (faults: readonly (ConfigurationFlaw & { offset: number })[]): ReadConfiguration => ({
    ok: false,
    faults: faults.map(({ offset, code, value }) => ({ ...positionOf(text, offset), code, value })),
  });
  const refuse = (offset: number, code: FaultCode, value: string | number) =>
    refuseAll([{ offset, code, value: String(value) }]);

  if (text.length > LONGEST_TEXT) return refuse(0, 'too-long', LONGEST_TEXT);
  const tooDeep = firstTooDeep(text);
  if (tooDeep !== undefined) return refuse(tooDeep, 'too-deep', DEEPEST);

  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  if (errors.length > 0 || !root) {
    const [first] = errors;
    return refuse(first?.offset ?? 0, 'not-json', first ? printParseErrorCode(first.error) : 'Empty');
  }
  const name = firstBadName(root);
  if (name) return refuse(name.offset, 'bad-name', JSON.stringify(name.value));

  const result = v.safeParse(configurationSchema, getNodeValue(root));
  if (result.success) return { ok: true, configuration: result.output };
  return refuseAll(result.issues.map((issue) => ({ ...flawOf(issue), offset: offsetOf(root, issue) })));
}

/** Where the value is; of an unknown field, its name; of a missing one, the object that lacks it. */
function offsetOf(root: Node, issue: v.BaseIssue<unknown>): number {
  const path = (issue.path ?? []).map(({ key }) => key as string | number);
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (!node) continue;
    const isKey = issue.path?.at(-1)?.origin === 'key' && length === path.length;
    return (isKey ? node.parent?.children?.[0] : node)?.offset ?? node.offset;
  }
  return root.offset;
}

/** valibot drops these from records in silence. */
const reserved = ['__proto__', 'prototype', 'constructor'];

function firstBadName(node: Node): Node | undefined {
  const seen = new Set<unknown>(reserved);
  for (const child of node.children ?? []) {
    const name = child.type === 'property' ? child.children?.[0] : undefined;
    if (name && seen.has(name.value)) return name;
    if (name) seen.add(name.value);
    const inside = firstBadName(child);
    if (inside) return inside;
  }
  return undefined;
}

function firstTooDeep(text: string): number | undefined {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (token === '[' || token === '{') depth++;
    else if (token === ']' || token === '}') depth--;
    if (depth > DEEPEST) return index;
  }
  return undefined;
}

function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
