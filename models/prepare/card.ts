/** A model's card in Markdown: what its authors and we wrote, and the figures of its manifest. */
import { megabytes } from '#core/megabytes.ts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AccuracyFile, MeasuredAccuracy } from '../accuracy.ts';
import { allSubjects, select, type Subject } from './families.ts';
import { sizeOfFile } from './files.ts';
import { familiesFolder } from './paths.ts';

/** `id` is `model`, or `model/variant` for the figures of that one. */
export async function cardOf(id: string): Promise<string> {
  const subjects = select(await allSubjects(), [id]);
  const { manifest } = subjects[0]!;
  const readme = await readFile(join(familiesFolder, manifest.id, 'README.md'), 'utf8');
  const measured = await measuredOf(manifest.id);
  const { title, url } = manifest.paper;
  return [
    readme.trim(),
    '## In figures',
    `Paper: [${title}](${url}). Task: ${manifest.task}. Input sides are multiples of ${manifest.sizeMultiple}.`,
    ...subjects.flatMap((subject) => figuresOf(subject, measured[subject.variant.id] ?? [])),
  ].join('\n\n');
}

/** What `npm run eval -- … --record` kept. */
async function measuredOf(family: string): Promise<AccuracyFile> {
  const path = join(familiesFolder, family, 'accuracy.json');
  return (await sizeOfFile(path)) === undefined
    ? {}
    : (JSON.parse(await readFile(path, 'utf8')) as AccuracyFile);
}

function figuresOf({ variant }: Subject, measured: readonly MeasuredAccuracy[]): string[] {
  const { title, id, trainedOn, source, sizes, params, macs, licence, published } = variant;
  const [first] = sizes;
  const cost = macs === undefined || !first ? '' : `, ${billions(macs)} MACs at ${showSize(first)}`;
  const facts = [
    `${source.from === 'untrained' ? 'Made for' : 'Trained on'}: ${trainedOn}`,
    `Weights: ${whence(source)}`,
    `Parameters: ${params.toLocaleString('en')}${cost}`,
    `Sizes: ${sizes.map(showSize).join(', ')}`,
    `Licence of the code: ${licence.code}; of the weights: ${licence.weights}. ${licence.data}`,
  ];
  const figures = published.map(
    ({ what, value, conditions, source: from }) => `| ${what} | ${value} | ${conditions} | ${from} |`,
  );
  const table = ['| published | value | conditions | source |', '| --- | --- | --- | --- |', ...figures];
  return [
    `### ${title} (\`${id}\`)`,
    facts.map((fact) => `- ${fact}`).join('\n'),
    ...(figures.length > 0 ? [table.join('\n')] : []),
    ...(measured.length > 0 ? [measuredTable(measured)] : []),
  ];
}

function measuredTable(measured: readonly MeasuredAccuracy[]): string {
  const rows = measured.flatMap(({ data, pictures, size, precision, figures, command }) =>
    figures.map(
      ({ name, value, unit }) =>
        `| ${name} | ${value} ${unit} | ${data}, ${pictures} pictures, input ${size}, ${precision} | \`${command}\` |`,
    ),
  );
  return ['| measured by us | value | conditions | command |', '| --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}

const showSize = ({ width, height }: { width: number; height: number }): string => `${width} × ${height}`;

const billions = (count: number): string => `${(count / 1e9).toFixed(2)} G`;

function whence(source: Subject['variant']['source']): string {
  const size = 'bytes' in source ? `, ${megabytes(source.bytes)}` : '';
  switch (source.from) {
    case 'npm':
      return `npm package ${source.package}, ${source.path}${size}`;
    case 'untrained':
      return `untrained: speed only; ${source.official ? `the authors point to theirs at ${source.official}` : 'nobody publishes any'}`;
    case 'own':
      return `in this repository, ${source.path}${size}`;
    case 'url':
      return `${source.url}${size}`;
    default:
      return `${source.from}${size}`;
  }
}
