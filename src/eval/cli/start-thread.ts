import { Worker } from 'node:worker_threads';

/** A thread does not inherit tsx, which reads TypeScript for this process: it registers its own. `thread` is a module's URL. */
export function startThread(thread: string, workerData: unknown): Worker {
  const tsx = import.meta.resolve('tsx/esm/api');
  const code = `import(${JSON.stringify(tsx)}).then(({ register }) => { register(); return import(${JSON.stringify(thread)}); })`;
  return new Worker(code, { eval: true, workerData });
}
