import { msg, str } from '@lit/localize';
import { percent, type ConditionWords } from '#bench/conditions.ts';
import type { AdviceWords } from '#bench/machine.ts';

/** What `adviceOf` says, in the page's language. */
export const adviceWords: AdviceWords = {
  'software-gpu': () =>
    msg(
      'You are on a software renderer: WebGPU numbers here say nothing about a GPU. Turn on hardware acceleration, or read the WASM rows only.',
    ),
  'no-webgpu': () =>
    msg(
      'There is no WebGPU here, so only the CPU is measured: use a browser that has it to see what your GPU does.',
    ),
  'not-isolated': () =>
    msg(
      'The page is not cross-origin isolated, so WASM runs on one thread only: serve it with COOP and COEP (“npm start” does).',
    ),
  'no-shared-memory': () =>
    msg('This browser shares no memory with WASM, so the CPU runs on one thread only.'),
  battery: () => msg('You are on battery, and laptops run slower then: plug in for figures that hold.'),
  nothing: (threads) =>
    msg(
      str`WebGPU runs on your GPU and WASM on ${threads} threads: close other tabs, and the figures are as good as this browser gives.`,
    ),
};

/** What `conditionsOf` says, in the page's language. */
export const conditionWords: ConditionWords = {
  advice: adviceWords,
  machine: ({ browser, os, threads, logicalProcessors }, gpu) =>
    msg(str`${browser}; ${os}; ${gpu}; ${threads} threads granted of ${logicalProcessors} processors.`),
  noWebgpu: (reason) => (reason ? msg(str`no WebGPU (${reason})`) : msg('no WebGPU, without a reason')),
  gpu: (name, isSoftware) => {
    const known = name || msg('unnamed adapter');
    return isSoftware ? msg(str`${known} (software)`) : known;
  },
  plan: ({ plan: { name, runs }, seed }, startedAt) =>
    msg(
      str`Plan “${name}”, ${startedAt} UTC, seed ${seed}: at least ${runs.atLeast} runs and ${runs.seconds} s a cell, each in a worker of its own, in random order; median with its 95 % bootstrap interval.`,
    ),
  drift: ({ startMs, endMs, change, spread }, isLarge) => {
    const [start, end, far] = [startMs, endMs, spread * 100].map((value) => value.toFixed(1));
    const moved = percent(change);
    const said = msg(
      str`The reference workload went from ${start} to ${end} ms (${moved}), at most ${far} % from its median.`,
    );
    return isLarge
      ? `${said} ${msg('The machine did not keep its pace: read differences below that as none.')}`
      : said;
  },
  held: ({ model, variant, size, engine }, fps) => {
    const [what, pixels] = [`${model}/${variant}`, `${size.width} × ${size.height}`];
    return msg(str`${what} on ${engine} holds ${fps} fps up to ${pixels}.`);
  },
  note: (mark) => msg(str`Note: ${mark}.`),
};
