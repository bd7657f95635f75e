/** What every engine promises; each engine's browser test runs this over it. */
import { expect, it } from 'vitest';
import type { Engine, EngineSession, OpenOptions } from '#engine/engine.ts';
import { rememberingModel, tinyModel, type TinyModel } from '#tests/helpers/tiny-model.ts';

export interface EngineCase {
  engine: Engine;
  options: () => Promise<OpenOptions>;
  /** Writes the input, runs, and returns the one output. */
  infer: (session: EngineSession, input: Float32Array) => Promise<Float32Array>;
}

/** Input for a tiny counting model: a ramp with some texture, as bytes. */
export function testInput(side = 64): Float32Array {
  return Float32Array.from({ length: side * side }, (_, i) => ((i * 7) % side) * 3 + Math.floor(i / side));
}

export function engineContract({ engine, options, infer }: EngineCase): void {
  const open = async (model?: TinyModel, signal = new AbortController().signal) => {
    const { file, bytes } = model ?? (await tinyModel('mcnn'));
    return engine.open(bytes.slice(), file, await options(), signal);
  };

  it('opens a model, runs it twice alike, and says under which conditions', async () => {
    const session = await open();
    const first = (await infer(session, testInput())).slice();
    const second = (await infer(session, testInput())).slice();
    expect(session.conditions.engine).toBe(engine.id);
    expect(first.some((value) => value > 0)).toBe(true);
    expect(second).toEqual(first);
    await session.dispose();
  });

  it('gives another answer for another input', async () => {
    const session = await open();
    const first = (await infer(session, testInput())).slice();
    const second = await infer(session, testInput().reverse());
    expect(second).not.toEqual(first);
    await session.dispose();
  });

  it('gives a recurrent network what its run before left, and zeros after a reset', async () => {
    const session = await open(await rememberingModel());
    const input = testInput();
    const times = (count: number) => input.map((value) => count * value);
    expect(await infer(session, input)).toEqual(input);
    expect(await infer(session, input)).toEqual(times(2));
    expect(await infer(session, input)).toEqual(times(3));
    session.reset();
    expect(await infer(session, input)).toEqual(input);
    expect(await infer(session, input)).toEqual(times(2));
    await session.dispose();
  });

  it('keeps runs that are asked for at once in order', async () => {
    const session = await open();
    const alone = (await infer(session, testInput())).slice();
    await Promise.all([session.run(), session.run(), session.run()]);
    expect(await infer(session, testInput())).toEqual(alone);
    await session.dispose();
  });

  it('may be disposed twice, and refuses to run afterwards', async () => {
    const session = await open();
    await session.dispose();
    await session.dispose();
    await expect(session.run()).rejects.toMatchObject({ code: 'engine-failed' });
  });

  it('stops opening when aborted, and opens again afterwards', async () => {
    const controller = new AbortController();
    const opening = open(undefined, controller.signal);
    controller.abort();
    await expect(opening).rejects.toMatchObject({ name: 'AbortError' });
    const session = await open();
    await infer(session, testInput());
    await session.dispose();
  });

  it('refuses bytes that are no model, and a model that is not what its file says', async () => {
    const model = await tinyModel('mcnn');
    const broken = { ...model, bytes: new Uint8Array(1000).fill(7) };
    await expect(open(broken)).rejects.toMatchObject({ code: 'engine-failed' });
    const outputs = [{ name: 'density', shape: [1, 1, 99, 99] }];
    const wrong = { ...model, file: { ...model.file, outputs } };
    await expect(open(wrong)).rejects.toMatchObject({ code: 'bad-shape' });
    const session = await open();
    await infer(session, testInput());
    await session.dispose();
  });
}
