import { describe, expect, it } from 'vitest';
import { PromiseQueue } from '#core/promise-queue.ts';

const later = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

describe('PromiseQueue', () => {
  it('runs tasks one after another, in the order of add', async () => {
    const queue = new PromiseQueue();
    const log: string[] = [];
    const task = (name: string, ms: number) => async () => {
      log.push(`${name} begins`);
      await later(ms);
      log.push(`${name} ends`);
      return name;
    };
    const results = await Promise.all([
      queue.add(task('a', 15)),
      queue.add(task('b', 1)),
      queue.add(task('c', 5)),
    ]);
    expect(results).toEqual(['a', 'b', 'c']);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('goes on after a task that fails, and gives the failure to its caller alone', async () => {
    const queue = new PromiseQueue();
    const failing = queue.add(() => Promise.reject(new Error('no')));
    const next = queue.add(() => Promise.resolve('yes'));
    await expect(failing).rejects.toThrow('no');
    await expect(next).resolves.toBe('yes');
  });

  it('goes on after a task that throws at once', async () => {
    const queue = new PromiseQueue();
    const failing = queue.add(() => {
      throw new Error('at once');
    });
    await expect(failing).rejects.toThrow('at once');
    await expect(queue.add(() => Promise.resolve(1))).resolves.toBe(1);
  });
});
