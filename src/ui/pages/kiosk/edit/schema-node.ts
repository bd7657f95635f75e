import { fieldNames } from './field-names.ts';

/** The part of JSON Schema (draft 7) that the published schema of configurations uses. */
export interface SchemaNode {
  type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';
  properties?: Readonly<Record<string, SchemaNode>>;
  required?: readonly string[];
  items?: SchemaNode;
  oneOf?: readonly SchemaNode[];
  enum?: readonly (string | number)[];
  const?: string | number;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  /** Of a record: what its values are. */
  additionalProperties?: SchemaNode | boolean;
}

export type Path = readonly (string | number)[];

export const isRecord = ({ additionalProperties, properties }: SchemaNode): boolean =>
  typeof additionalProperties === 'object' && properties === undefined;

/** What a person begins with who adds this: as little as the schema bears; texts are empty, and so still refused. */
export function beginning(node: SchemaNode): unknown {
  if (node.const !== undefined) return node.const;
  if (node.oneOf) return beginning(node.oneOf.at(-1) ?? {});
  if (node.enum) return node.enum[0];
  switch (node.type) {
    case 'object':
      if (isRecord(node)) return { en: '' };
      return Object.fromEntries(
        (node.required ?? []).map((name) => [name, beginning(node.properties?.[name] ?? {})]),
      );
    case 'array':
      return (node.minItems ?? 0) > 0 ? [beginning(node.items ?? {})] : [];
    case 'number':
    case 'integer':
      return node.minimum ?? 0;
    case 'boolean':
      return false;
    default:
      return '';
  }
}

/** The branch of a `oneOf` that a value is of: by the one field that is constant in each. */
export function branchOf(node: SchemaNode, value: unknown): SchemaNode | undefined {
  return node.oneOf?.find((branch) =>
    Object.entries(branch.properties ?? {}).every(
      ([name, field]) =>
        field.const === undefined || (value as Record<string, unknown> | undefined)?.[name] === field.const,
    ),
  );
}

/** The constant that tells a branch from others, e.g. `camera`. */
export function nameOfBranch(branch: SchemaNode): string {
  return String(
    Object.values(branch.properties ?? {}).find((field) => field.const !== undefined)?.const ?? '',
  );
}

/** In words of the page's language; a field that has none is called as in the text. */
export function labelOf(name: string): string {
  return fieldNames[name]?.() ?? name;
}
