import { describe, expect, it } from 'vitest';
import { fakeMachine, fakeReport, liveState } from '#tests/browser/ui/fake-models.ts';
import { FakeSession } from '#tests/browser/ui/fake-session.ts';
import { adviceFor } from '#ui/text/advice.ts';

const live = { ...new FakeSession().state, ...liveState('matte-net') };
const on = (engine: typeof fakeReport.engine, machine: Partial<typeof fakeMachine>) =>
  adviceFor({
    machine: { ...fakeMachine, ...machine },
    model: { ...live.model, report: { ...fakeReport, engine } },
  });
const realWebgl = { renderer: 'ANGLE (NVIDIA GeForce RTX 3060)', software: false };

describe('the one sentence of advice', () => {
  it('says software renderer of the one that the engine uses', () => {
    expect(on('ort-webgpu', {})).toContain('You are on a software renderer');
    expect(on('mediapipe-gpu', { adapter: undefined })).toContain('You are on a software renderer');
    expect(on('mediapipe-gpu', { webgl: realWebgl })).not.toContain('software renderer');
  });

  it('does not say that only the CPU works while WebGL does', () => {
    expect(on('mediapipe-gpu', { adapter: undefined, webgl: realWebgl })).not.toContain('only the CPU');
    expect(on('ort-wasm', { adapter: undefined })).toContain('only the CPU works');
  });
});
