/** What the deployment guide tells people to put into files is what we serve with, and what its programs accept. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfiguration } from '#kiosk/read-configuration.ts';
import { productionHeaders } from '#server/headers.ts';

const guide = readFileSync(resolve(import.meta.dirname, '../../../src/kiosk/GUIDE.md'), 'utf8');

/** The text of the block that goes into this file. */
function block(file: string): string {
  const found = [...guide.matchAll(/^```\w+ file=(\S+)\n(.*?)^```$/gms)].find(([, name]) => name === file);
  if (!found?.[2]) throw new Error(`The guide has no block for ${file}.`);
  return found[2];
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'vitrine-guide-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

const has = (program: string) => spawnSync('which', [program]).status === 0;

function run(program: string, args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: 30_000 });
  return { status, output: `${stdout}${stderr}` };
}

describe('headers', () => {
  const inEach = Object.entries(productionHeaders);
  it.each(inEach)('nginx: %s', (name, value) => {
    expect(block('/etc/nginx/conf.d/vitrine.conf')).toMatch(
      new RegExp(`^ *add_header ${name} "?${escaped(value)}"? always;$`, 'm'),
    );
  });

  it.each(inEach)('Caddy: %s', (name, value) => {
    expect(block('/etc/caddy/Caddyfile')).toMatch(new RegExp(`^\t*${name} "?${escaped(value)}"?$`, 'm'));
  });

  it.each(inEach)('Netlify: %s', (name, value) => {
    expect(block('public/_headers')).toContain(`  ${name}: ${value}\n`);
  });
});

it.skipIf(!has('nginx'))('nginx takes its file', () => {
  const place = folder();
  const site = block('/etc/nginx/conf.d/vitrine.conf');
  const whole = join(place, 'nginx.conf');
  writeFileSync(
    whole,
    `pid ${place}/pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n${site}}\n`,
  );
  const { status, output } = run('nginx', ['-t', '-c', whole, '-p', place]);
  expect(output).toContain('syntax is ok');
  expect(status).toBe(0);
});

it.skipIf(!has('caddy'))('Caddy takes its file', () => {
  const file = join(folder(), 'Caddyfile');
  writeFileSync(file, block('/etc/caddy/Caddyfile'));
  const { status, output } = run('caddy', ['validate', '--adapter', 'caddyfile', '--config', file]);
  expect(output).toContain('Valid configuration');
  expect(status).toBe(0);
});

it.skipIf(!has('systemd-analyze'))('systemd takes its unit', () => {
  const file = join(folder(), 'vitrine-kiosk.service');
  // Programs that are not on this machine are no fault of the unit.
  const unit = block('/etc/systemd/system/vitrine-kiosk.service').replace('/usr/bin/cage', process.execPath);
  writeFileSync(file, unit);
  const { output } = run('systemd-analyze', ['verify', '--man=no', file]);
  expect(output.split('\n').filter((line) => line.includes('vitrine-kiosk'))).toEqual([]);
});

it('the unit starts the command that there is, with options that it has', () => {
  const [, command = ''] =
    /npm run --silent (\S+) --/.exec(block('/etc/systemd/system/vitrine-kiosk.service')) ?? [];
  const root = resolve(import.meta.dirname, '../../..');
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const script = scripts[command]?.split(' ').at(-1) ?? '';
  expect(existsSync(join(root, script))).toBe(true);
  const options = [...block('/etc/systemd/system/vitrine-kiosk.service').matchAll(/ --(config|flags)\b/g)];
  expect(options).toHaveLength(2);
  for (const [, name] of options)
    expect(readFileSync(join(root, script), 'utf8')).toMatch(new RegExp(`^ +${name}: {`, 'm'));
});

it('the policy lets the served page, and only it, use the camera', () => {
  const policy = JSON.parse(block('/etc/chromium/policies/managed/vitrine.json')) as Record<string, unknown>;
  const root = resolve(import.meta.dirname, '../../..');
  const [, port] =
    /port: { type: 'string', default: '(\d+)' }/.exec(
      readFileSync(join(root, 'src/server/kiosk/kiosk.ts'), 'utf8'),
    ) ?? [];
  const allowed = ['VideoCaptureAllowedUrls', 'WindowManagementAllowedForUrls', 'PopupsAllowedForUrls'];
  for (const name of allowed) expect([name, policy[name]]).toEqual([name, [`http://localhost:${port}`]]);
  expect(policy['URLAllowlist']).toContain(`localhost:${port}`);
});

it('the configuration of several cameras is a valid one', () => {
  const read = readConfiguration(block('/srv/vitrine/kiosk/wall.json'));
  expect(read).toMatchObject({
    ok: true,
    configuration: { playlist: [{ beside: [{ model: 'yolox-nano' }] }] },
  });
});
