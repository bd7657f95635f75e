import { describe, expect, it } from 'vitest';
import { placementsIn } from '#core/node-placement.ts';

const stamp =
  '2026-11-26 15:09:23.874999 [V:onnxruntime:, session_state.cc:1380 VerifyEachNodeIsAssignedToAnEp] ';

describe('where onnxruntime put the nodes', () => {
  it('is read off its lines, with the operators of each provider', () => {
    const lines = [
      `${stamp}Node placements`,
      `${stamp} Node(s) placed on [CPUExecutionProvider]. Number of nodes: 3`,
      `${stamp}   TopK (find/top)`,
      `${stamp}   GatherND (pick)`,
      `${stamp}   GatherND (pick_2)`,
      `${stamp} Node(s) placed on [WebGpuExecutionProvider]. Number of nodes: 1`,
      `${stamp}   Conv (first)`,
      `${stamp}SaveMLValueNameIndexMapping`,
    ];
    expect(placementsIn(lines)).toEqual([
      { provider: 'CPUExecutionProvider', nodes: 3, operators: { TopK: 1, GatherND: 2 } },
      { provider: 'WebGpuExecutionProvider', nodes: 1, operators: { Conv: 1 } },
    ]);
  });

  it('is one line where all are together, and nothing where it said nothing', () => {
    expect(placementsIn([`${stamp} All nodes placed on [CPUExecutionProvider]. Number of nodes: 7`])).toEqual(
      [{ provider: 'CPUExecutionProvider', nodes: 7, operators: {} }],
    );
    expect(placementsIn(['SaveMLValueNameIndexMapping (x)'])).toEqual([]);
  });
});
