/** The page's way to an evaluation; its code and its worker are loaded with this. */
export { evaluateInWorker } from '#workers/eval/eval.client.ts';
