import { describe, expect, it } from 'vitest';
import { engine } from '#engine/ort-wasm/engine.ts';
import { grantThreads } from '#engine/wasm-threads.ts';
import { engineContract } from '#tests/contracts/engine.contract.ts';
import { tinyModel } from '#tests/helpers/tiny-model.ts';
import { inferOnCpu } from './infer.ts';

const options = { io: 'bound', graphCapture: false, threads: 0 } as const;

describe('ort-wasm', () => {
  engineContract({ engine, options: () => Promise.resolve(options), infer: inferOnCpu });

  it('says yes to the probe, and uses the threads that it reports', async () => {
    expect(await engine.probe()).toEqual({ ok: true });
    const { file, bytes } = await tinyModel('mcnn');
    const session = await engine.open(bytes, file, options, new AbortController().signal);
    expect(session.conditions.threads).toBe(grantThreads(0));
    await session.dispose();
  });

  it('says when it grants fewer threads than asked for', async () => {
    const { file, bytes } = await tinyModel('mcnn');
    const wanted = navigator.hardwareConcurrency + 5;
    const session = await engine.open(
      bytes,
      file,
      { ...options, threads: wanted },
      new AbortController().signal,
    );
    expect(session.conditions.notes.join()).toContain(`${wanted} threads asked for`);
    await session.dispose();
  });
});
