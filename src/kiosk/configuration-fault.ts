/** What is wrong with a configuration: a code and a value, for pages to put into words of their language. */
import type { BaseIssue } from 'valibot';

/** Of the schema's own checks; each says its code where valibot has a message. */
export const ownRules = [
  'no-html',
  'language',
  'any-language',
  'path',
  'no-dots',
  'id',
  'ids-differ',
  'clock',
  'zone',
  'colour',
  'pin',
] as const;
type OwnRule = (typeof ownRules)[number];

/** Of valibot's checks, by their type there; those of objects tell more. */
const byType = {
  string: 'needs-text',
  number: 'needs-number',
  boolean: 'needs-boolean',
  array: 'needs-list',
  record: 'needs-object',
  literal: 'one-of',
  picklist: 'one-of',
  variant: 'one-of',
  integer: 'whole-number',
  min_value: 'at-least',
  max_value: 'at-most',
  min_length: 'too-few',
  min_entries: 'too-few',
  max_length: 'too-many',
  max_entries: 'too-many',
} as const;

export type FaultCode =
  | OwnRule
  | (typeof byType)[keyof typeof byType]
  | 'too-long'
  | 'too-deep'
  | 'not-json'
  | 'bad-name'
  | 'unknown-field'
  | 'missing-field';

export interface ConfigurationFlaw {
  code: FaultCode;
  /** What the words are about: a bound, a name, what is allowed; empty where there is nothing to add. */
  value: string;
}

export interface ConfigurationFault extends ConfigurationFlaw {
  /** Both from 1, as editors count. */
  line: number;
  column: number;
}

/** Of what the schema found. */
export function flawOf(issue: BaseIssue<unknown>): ConfigurationFlaw {
  const { message, expected, requirement } = issue;
  if (isOwnRule(message)) return { code: message, value: '' };
  if (expected === 'Object') return { code: 'needs-object', value: '' };
  if (issue.type === 'strict_object') {
    const name = JSON.stringify(issue.path?.at(-1)?.key);
    return { code: expected === 'never' ? 'unknown-field' : 'missing-field', value: name };
  }
  const code = byType[issue.type as keyof typeof byType];
  if (code === 'one-of')
    return { code, value: (expected ?? '').replace(/^\(|\)$/g, '').replaceAll(' | ', ', ') };
  return { code, value: typeof requirement === 'number' ? String(requirement) : '' };
}

function isOwnRule(message: string): message is OwnRule {
  return (ownRules as readonly string[]).includes(message);
}
