/**
 * Linear assignment: which row goes with which column so that the sum of costs is least, by shortest augmenting
 * paths with potentials (Jonker and Volgenant 1987, DOI 10.1007/BF02278710), O(rows² · columns).
 */

/**
 * The column of each row, or -1. Pairs that cost `limit` or more are not made, even where that leaves both alone:
 * leaving a row alone costs `limit`, so that one dear pair never breaks two cheap ones.
 */
export function assign(costs: readonly (readonly number[])[], limit: number): number[] {
  const rows = costs.length;
  const columns = costs[0]?.length ?? 0;
  if (rows === 0 || columns === 0) return costs.map(() => -1);
  // Each row has a column of its own to stay alone in.
  const all = columns + rows;
  const cost = (row: number, column: number): number => {
    if (column >= columns) return column - columns === row ? limit : Infinity;
    const value = costs[row]?.[column] ?? Infinity;
    return value < limit ? value : Infinity;
  };

  const rowPotential = new Float64Array(rows);
  const columnPotential = new Float64Array(all);
  const rowOf = new Int32Array(all).fill(-1);
  const columnOf = new Array<number>(rows).fill(-1);

  for (let start = 0; start < rows; start++) {
    const distance = new Float64Array(all).fill(Infinity);
    const from = new Int32Array(all).fill(-1);
    const done = new Uint8Array(all);
    let row = start;
    let last = -1;
    let reached = 0;
    for (;;) {
      let next = -1;
      for (let column = 0; column < all; column++) {
        if (done[column]) continue;
        const reduced =
          reached + cost(row, column) - (rowPotential[row] ?? 0) - (columnPotential[column] ?? 0);
        if (reduced < (distance[column] ?? Infinity)) {
          distance[column] = reduced;
          from[column] = last;
        }
        if (next < 0 || (distance[column] ?? Infinity) < (distance[next] ?? Infinity)) next = column;
      }
      reached = distance[next] ?? Infinity;
      done[next] = 1;
      last = next;
      const owner = rowOf[next] ?? -1;
      if (owner < 0) break;
      row = owner;
    }
    // Potentials keep every reduced cost non-negative along the tree that was searched.
    rowPotential[start] = (rowPotential[start] ?? 0) + reached;
    for (let column = 0; column < all; column++) {
      if (!done[column]) continue;
      const slack = reached - (distance[column] ?? 0);
      columnPotential[column] = (columnPotential[column] ?? 0) - slack;
      const owner = rowOf[column] ?? -1;
      if (owner >= 0) rowPotential[owner] = (rowPotential[owner] ?? 0) + slack;
    }
    for (let column = last; column >= 0;) {
      const previous = from[column] ?? -1;
      const owner = previous < 0 ? start : (rowOf[previous] ?? start);
      rowOf[column] = owner;
      columnOf[owner] = column;
      column = previous;
    }
  }
  return columnOf.map((column) => (column < columns ? column : -1));
}
