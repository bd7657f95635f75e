/** The command line's options, as node:util's parseArgs takes them. */
import type { ParseArgsConfig } from 'node:util';

export const options = {
  /** What `npm start` runs. */
  start: { type: 'boolean' },
  /** The default of `prepare`; may be said. */
  all: { type: 'boolean' },
  task: { type: 'string' },
  offline: { type: 'boolean' },
  checkpoint: { type: 'string', multiple: true },
  size: { type: 'string' },
  fp16: { type: 'boolean' },
  classes: { type: 'string' },
  set: { type: 'string', multiple: true },
  entry: { type: 'string' },
  out: { type: 'string' },
  /** Progress as the lines that the server passes on (model-catalog.api.ts). */
  lines: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsConfig['options'];

export const USAGE = `npm run models                            make everything that has weights
npm run models list                       what there is, where its weights come from, what is ready
npm run models prepare <id> [<id> ...]    make these; an id is model or model/variant
npm run models -- prepare --task <task>   make the models of one task
npm run models verify                     compare every file with its recorded hash
npm run models card <id>                  print a model's card
npm run models -- export <id> --checkpoint FILE --size HEIGHTxWIDTH [options]
                                          make an ONNX file of any checkpoint of that family

  --offline          prepare: ask nothing of the network
  --fp16             export: half precision
  --classes N        export: the checkpoint's class count, where it is not the variant's
  --set NAME=VALUE   export: another setting of the network (see config in the model's manifest.ts)
  --entry NAME       export: which dict of a PyTorch file that holds several
  --out FILE         export: where to write (default: the model's name, here)

VITRINE_MIRROR           a folder or URL with files named by their SHA-256, looked up before the pinned addresses
VITRINE_CACHE            where downloads are kept (node_modules/.cache/vitrine)
HTTPS_PROXY, NO_PROXY    the way out, as usual`;
