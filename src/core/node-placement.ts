/** Where a runtime put the nodes of a graph, as it says itself while it opens a session. */

export interface NodePlacement {
  /** As the runtime calls it: CPUExecutionProvider, WebGpuExecutionProvider ... */
  provider: string;
  nodes: number;
  /** How often each operator is among them; empty where one provider has all nodes, because then none is named. */
  operators: Readonly<Record<string, number>>;
}

/**
 * From what onnxruntime writes: "All nodes placed on [CPUExecutionProvider]. Number of nodes: 7", or for each provider
 * "Node(s) placed on [CPUExecutionProvider]. Number of nodes: 2" and a line "  Op (name)" for each node. Empty where it
 * said nothing.
 */
export function placementsIn(lines: readonly string[]): NodePlacement[] {
  const placements: { provider: string; nodes: number; operators: Record<string, number> }[] = [];
  for (const line of lines) {
    const placed = /[Nn]ode(?:\(s\)|s) placed on \[(\w+)\]\. Number of nodes: (\d+)/.exec(line);
    if (placed) placements.push({ provider: placed[1] ?? '', nodes: Number(placed[2]), operators: {} });
    const operators = placements.at(-1)?.operators;
    const [, name] = /\]\s+(\w+) \(.*\)\s*$/.exec(line) ?? [];
    if (operators && name) operators[name] = (operators[name] ?? 0) + 1;
  }
  return placements;
}
