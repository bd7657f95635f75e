/** Rows as columns: `[{a: 1, b: {c: 2}}, {a: 3}]` ⇄ `{rows: 2, columns: {a: [1, 3], 'b.c': [2, null]}}`. */
type Row = Record<string, unknown>;

interface Columns {
  rows: number;
  /** One value that is the same in all rows stands alone, as `{all: value}`; null: the row lacks it. */
  columns: Record<string, unknown[] | { all: unknown }>;
}

/** Arrays count as values. Rows hold neither null nor keys with dots. */
export function toColumns(rows: readonly Row[]): Columns {
  const flat = rows.map((row) => new Map(leavesOf(row)));
  const names = [...new Set(flat.flatMap((row) => [...row.keys()]))];
  const columns: Columns['columns'] = {};
  for (const name of names) {
    const values = flat.map((row) => row.get(name) ?? null);
    const isOne = values.length > 1 && new Set(values.map((value) => JSON.stringify(value))).size === 1;
    columns[name] = isOne ? { all: values[0] } : values;
  }
  return { rows: rows.length, columns };
}

/** Throws TypeError where `value` is not what `toColumns` makes. */
export function fromColumns(value: unknown): Row[] {
  const { rows, columns } = value as Partial<Columns>;
  if (!Number.isInteger(rows) || rows! < 0 || rows! > 100_000 || typeof columns !== 'object') {
    throw new TypeError('no columns');
  }
  return Array.from({ length: rows! }, (_, i) => {
    const row: Row = {};
    for (const [name, column] of Object.entries(columns)) {
      const leaf: unknown = Array.isArray(column) ? column[i] : column.all;
      if (leaf !== null && leaf !== undefined) put(row, name.split('.'), leaf);
    }
    return row;
  });
}

function* leavesOf(value: Row, prefix = ''): Generator<[string, unknown]> {
  for (const [key, inner] of Object.entries(value)) {
    if (inner === undefined) continue;
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner))
      yield* leavesOf(inner as Row, `${prefix}${key}.`);
    else yield [`${prefix}${key}`, inner];
  }
}

function put(row: Row, path: readonly string[], leaf: unknown): void {
  let at = row;
  for (const key of path.slice(0, -1)) {
    // A name from a link: `__proto__` must become a plain key, or none.
    if (!Object.hasOwn(at, key)) Object.defineProperty(at, key, { value: {}, enumerable: true });
    at = at[key] as Row;
  }
  Object.defineProperty(at, path.at(-1)!, { value: leaf, enumerable: true });
}
