/**
 * `npm run models export x --checkpoint f` without `--`: npm 11 takes the options for its own. It hands a switch on as
 * npm_config_<name>=true, `--name=value` as npm_config_<name>=value, and of `--name value` leaves the value among the
 * positionals, where it can only be told by its looks. What was typed is restored, so that both ways work.
 */
import { options } from './options.ts';

/** How a value looks that npm parted from its option; in this order, the most particular first. */
const looks: readonly (readonly [keyof typeof options, RegExp])[] = [
  ['size', /^\d+x\d+$/i],
  ['classes', /^\d+$/],
  ['set', /^\w+=/],
  ['out', /\.onnx$/],
  ['checkpoint', /\.[a-z0-9]+$/i],
  ['task', /^[a-z-]+$/],
  ['entry', /./],
];

/** The arguments as typed; `env` is the process's environment. */
export function restoreOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): string[] {
  if (env['npm_lifecycle_event'] !== 'models') return [...args];
  const rest = [...args];
  const restored: string[] = [];
  for (const [name, { type }] of Object.entries(options)) {
    const given = env[`npm_config_${name}`];
    if (given === undefined || given === '' || given === 'false') continue;
    if (type === 'boolean') restored.push(`--${name}`);
    else if (given !== 'true') restored.push(`--${name}=${given}`);
  }
  for (const [name, look] of looks) {
    if (env[`npm_config_${name}`] !== 'true') continue;
    // From the end: command and id stand before.
    const at = rest.findLastIndex((value, i) => i > 0 && look.test(value));
    if (at > 0) restored.push(`--${name}=${rest.splice(at, 1).join('')}`);
  }
  return [...rest, ...restored];
}
