/**
 * A wall's figures for monitoring: the Prometheus text format (version 0.0.4) and OTLP/HTTP in JSON. Written by hand:
 * prom-client needs Node, and OpenTelemetry's browser packages bring an SDK of its own clocks and batches for what is
 * two screens of text here. Numbers and names of models only; never an image, nor anything of who was seen.
 */
import type { Beat, PictureBeat } from './beat.ts';

export interface Figure {
  name: string;
  help: string;
  kind: 'gauge';
  value: number;
  labels?: Readonly<Record<string, string>>;
}

/** `faults`: how often each kind stands in the log, which is a ring: of the last days. */
export function figuresOf(beat: Beat, faults: ReadonlyMap<string, number>, build: string): Figure[] {
  const gauge = (name: string, help: string, value: number | undefined, labels?: Figure['labels']) =>
    value === undefined || !Number.isFinite(value)
      ? []
      : [{ name: `vitrine_kiosk_${name}`, help, kind: 'gauge' as const, value, labels }];
  const { scene, model, engine, beside } = beat;
  return [
    ...gauge('up_seconds', 'Since the page was loaded.', beat.upMs / 1000),
    ...gauge('live', 'Whether a live picture is in front.', beat.front === 'live' ? 1 : 0),
    ...gauge('closed', 'Whether it is closed by its schedule.', beat.front === 'closed' ? 1 : 0),
    ...gauge('visited', 'Whether somebody is there.', beat.part === 'visit' ? 1 : 0),
    ...gauge('results_per_second', 'Results of the model a second.', beat.fps),
    ...gauge('inference_p95_seconds', 'What 95 of 100 results took.', inSeconds(beat.p95Ms)),
    ...gauge('result_age_seconds', 'Since the newest result.', inSeconds(beat.resultAgeMs)),
    ...beside.flatMap((one) =>
      gauge('beside_live', 'Whether a further picture is live.', one.front === 'live' ? 1 : 0, of(one)),
    ),
    ...beside.flatMap((one) =>
      gauge('beside_results_per_second', 'Results of its model a second.', one.fps, of(one)),
    ),
    ...gauge('info', 'What runs.', 1, {
      build,
      ...(scene && { scene }),
      ...(model && { model }),
      ...(engine && { engine }),
    }),
    ...[...faults].flatMap(([what, count]) =>
      gauge('logged', 'Entries of the log by kind.', count, { what }),
    ),
  ];
}

/** Which of the pictures beside the scene's own. */
function of({ scene = '', source }: PictureBeat): Record<string, string> {
  return { picture: scene, source };
}

/** https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function toPrometheus(figures: readonly Figure[]): string {
  const lines: string[] = [];
  let former = '';
  for (const { name, help, kind, value, labels = {} } of figures) {
    if (name !== former) lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`);
    former = name;
    const pairs = Object.entries(labels).map(([key, text]) => `${key}="${escaped(text)}"`);
    lines.push(`${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Body of POST /v1/metrics, https://opentelemetry.io/docs/specs/otlp/#otlphttp. @param atMs since the epoch. */
export function toOtlp(figures: readonly Figure[], atMs: number): string {
  const timeUnixNano = `${Math.round(atMs)}000000`;
  const names = [...new Set(figures.map(({ name }) => name))];
  const metrics = names.map((name) => {
    const points = figures.filter((figure) => figure.name === name);
    const dataPoints = points.map(({ value, labels = {} }) => ({
      timeUnixNano,
      asDouble: value,
      attributes: attributesOf(labels),
    }));
    return { name, description: points[0]?.help, gauge: { dataPoints } };
  });
  return JSON.stringify({
    resourceMetrics: [
      {
        resource: { attributes: attributesOf({ 'service.name': 'vitrine-kiosk' }) },
        scopeMetrics: [{ scope: { name: 'vitrine' }, metrics }],
      },
    ],
  });
}

function attributesOf(labels: Readonly<Record<string, string>>) {
  return Object.entries(labels).map(([key, stringValue]) => ({ key, value: { stringValue } }));
}

function inSeconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms / 1000;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
