import { describe, expect, it } from 'vitest';
import { fakeMachine } from '#tests/browser/ui/fake-models.ts';
import { engineFacts, machineFacts } from '#ui/text/machine-sentences.ts';

const text = (facts: { text: string }[]) => facts.map((fact) => fact.text).join('\n');

describe('the truth about a machine', () => {
  it('never passes a software adapter off as a GPU', () => {
    const [first] = machineFacts(fakeMachine);
    expect(first?.good).toBe(false);
    expect(first?.text).toContain('a software renderer, not your GPU');
  });

  it('has frames go to no GPU where there is only a software renderer', () => {
    expect(text(machineFacts(fakeMachine))).not.toContain('to the GPU');
    expect(text(machineFacts(fakeMachine))).toContain(
      'SwiftShader driver), a software renderer, not your GPU',
    );
  });

  it('says why there is no WebGPU and leaves adapter matters out', () => {
    const said = text(
      machineFacts({ ...fakeMachine, adapter: undefined, webgpuReason: 'no adapter', frameImport: 'none' }),
    );
    expect(said).toContain('No WebGPU here: no adapter.');
    expect(said).not.toContain('shader');
  });

  it.each([
    [{ crossOriginIsolated: false, sharedMemory: false, threads: 1 }, 'without cross-origin isolation'],
    [{ crossOriginIsolated: true, sharedMemory: false, threads: 1 }, 'no shared memory'],
    [{ crossOriginIsolated: true, sharedMemory: true, threads: 1 }, 'no more processors'],
    [{ crossOriginIsolated: true, sharedMemory: true, threads: 4 }, '4 threads of 2 processors'],
  ])('explains the threads of %o', (change, expected) => {
    expect(text(machineFacts({ ...fakeMachine, ...change }))).toContain(expected);
  });

  it('gives the reason of each engine that cannot run', () => {
    expect(text(engineFacts(fakeMachine))).toContain('ONNX Runtime on WebNN: navigator.ml is missing');
  });
});
