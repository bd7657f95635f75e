import type { Report } from './report.ts';

/** The report for people, as Markdown. */
export function reportMarkdown(report: Report): string {
  const { model, data, conditions, speed, made, command, perClass, worst, badness } = report;
  const rate = speed.picturesPerSecond;
  return [
    `# ${model.id} on ${data.layout}`,
    '',
    `${data.samples} pictures, input ${model.size}, ${model.precision}${model.trained ? '' : ', UNTRAINED: the figures mean nothing'}. ${conditions}. ${made}.`,
    '',
    ...data.notes.map((note) => `- ${note}`),
    ...(command === undefined ? [] : ['', '```', command, '```']),
    '',
    ...table(report.figures, 'measure'),
    '',
    `Inference: ${speed.inferenceMs.p50.toFixed(1)} ms (p50), ${speed.inferenceMs.p95.toFixed(1)} ms (p95)` +
      `${rate === undefined ? '' : `; ${rate.toFixed(2)} pictures a second with reading and judging`}.`,
    ...(perClass && perClass.length > 0 ? ['', '## By class', '', ...table(perClass, 'class')] : []),
    '',
    '## Worst',
    '',
    `By ${badness}. Pictures: the picture, the truth, what the model says.`,
    '',
    ...worst.map(
      ({ sample, badness: value, picture }) =>
        `- ${sample}: ${value.toFixed(3)}${picture === undefined ? '' : `\n\n  ![${escaped(sample)}](${encodeURI(picture)})`}`,
    ),
    '',
  ].join('\n');
}

function table(figures: Report['figures'], title: string): string[] {
  return [
    `| ${title} | value | |`,
    '|---|---:|---|',
    ...figures.map(
      ({ name, value, unit }) =>
        `| ${escaped(name)} | ${value?.toFixed(4) ?? 'nothing to measure'} | ${unit} |`,
    ),
  ];
}

/** Names come out of files. */
const escaped = (text: string): string => text.replaceAll(/[\\`*_{}[\]<>|#]/g, '\\$&').replaceAll('\n', ' ');
