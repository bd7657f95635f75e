/** Charts by Chart.js: on a canvas alone, so that the page's style policy has nothing to forbid, or as SVG. */
import { msg } from '@lit/localize';
import {
  BarController,
  BarElement,
  BasicPlatform,
  CategoryScale,
  Chart,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  ScatterController,
  Tooltip,
  type ChartConfiguration,
  type Scale,
  type ScaleOptionsByType,
} from 'chart.js';
import { accuracyOf, scalingOf, spreadOf, startOf, type ChartKind, type Figure } from './chart-data.ts';
import type { Colours } from './chart-colours.ts';
import type { Shown } from './desk.ts';

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  ScatterController,
  Tooltip,
);

/** What is to be drawn. */
export interface Wanted {
  kind: ChartKind;
  shown: readonly Shown[];
  /** Of the chart of accuracy: the figure on its axis. */
  figure: Pick<Figure, 'id' | 'label'> | undefined;
  colours: Colours;
}

export interface Drawn {
  isEmpty: boolean;
  destroy(): void;
}

/** Letters as large as the page's small ones; marks grow with them. */
function sizeLetters(): void {
  Chart.defaults.font.size = Math.max(
    12,
    0.8 * Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
  );
}

export function drawChart(canvas: HTMLCanvasElement, wanted: Wanted): Drawn {
  sizeLetters();
  const { configuration, isEmpty } = make(wanted);
  const chart = new Chart(canvas, {
    ...configuration,
    options: { ...configuration.options, responsive: true, maintainAspectRatio: false },
  });
  return { isEmpty, destroy: () => chart.destroy() };
}

/** The same chart as an SVG document of `width` × `height` CSS pixels, text as text. */
export async function chartSvg(wanted: Wanted, width: number, height: number): Promise<string> {
  const { Element } = await import('svgcanvas');
  const canvas = new Element({ width, height });
  const context = canvas.getContext('2d');
  const { configuration } = make(wanted);
  const chart = new Chart(canvas as unknown as HTMLCanvasElement, {
    ...configuration,
    platform: BasicPlatform,
    options: { ...configuration.options, responsive: false, devicePixelRatio: 1 },
  });
  try {
    return context.getSerializedSvg(true);
  } finally {
    chart.destroy();
  }
}

interface Made {
  configuration: ChartConfiguration;
  isEmpty: boolean;
}

function make(wanted: Wanted): Made {
  const { colours } = wanted;
  const makers = { spread: spreadChart, scaling: scalingChart, start: startChart, accuracy: accuracyChart };
  const { configuration, isEmpty } = makers[wanted.kind](wanted);
  return {
    isEmpty,
    configuration: {
      ...configuration,
      options: { ...configuration.options, animation: false, color: colours.ink },
      plugins: [groundPlugin(colours.ground)],
    },
  };
}

function spreadChart({ shown, colours }: Wanted): Made {
  const bars = spreadOf(shown);
  const [first = colours.ink, second = colours.ink] = colours.series;
  const marks = (of: (bar: (typeof bars)[number]) => number) =>
    bars.map((bar) => ({ x: of(bar), y: bar.label }));
  const configuration = {
    type: 'bar',
    data: {
      labels: bars.map(({ label }) => label),
      datasets: [
        {
          type: 'scatter',
          label: msg('median'),
          data: marks(({ median }) => median),
          backgroundColor: colours.ink,
          pointRadius: markPx(),
        },
        {
          type: 'scatter',
          label: msg('95th percentile'),
          data: marks(({ p95 }) => p95),
          backgroundColor: second,
          pointRadius: markPx(),
          pointStyle: 'triangle',
        },
        {
          type: 'bar',
          label: msg('middle half'),
          data: bars.map(({ middle }) => middle),
          backgroundColor: first,
          minBarLength: 2,
        },
      ],
    },
    options: {
      indexAxis: 'y',
      scales: { x: axis('logarithmic', 'ms', colours), y: names(colours) },
    },
  } as unknown as ChartConfiguration;
  return { configuration, isEmpty: bars.length === 0 };
}

function scalingChart({ shown, colours }: Wanted): Made {
  const lines = scalingOf(shown);
  const configuration = {
    type: 'line',
    data: {
      datasets: lines.map(({ label, points }, i) => ({
        label,
        data: points,
        ...seriesLooks(colours, i),
        borderDash: i >= colours.series.length ? [4, 3] : [],
      })),
    },
    options: {
      scales: {
        x: axis('logarithmic', msg('pixels of the input'), colours),
        y: axis('logarithmic', 'ms', colours),
      },
    },
  } as unknown as ChartConfiguration;
  return { configuration, isEmpty: lines.length === 0 };
}

const markPx = () => (Chart.defaults.font.size ?? 12) / 4;
const pointStyles = ['circle', 'triangle', 'rect', 'star', 'rectRot'] as const;

function accuracyChart({ shown, figure, colours }: Wanted): Made {
  const groups = accuracyOf(shown, figure?.id);
  const configuration = {
    type: 'scatter',
    data: {
      datasets: groups.map(({ label, points }, i) => ({
        label,
        data: points,
        ...seriesLooks(colours, i),
        pointRadius: 1.7 * markPx(),
        pointStyle: pointStyles[Math.floor(i / colours.series.length) % pointStyles.length],
      })),
    },
    options: {
      scales: { x: axis('logarithmic', 'ms', colours), y: axis('linear', figure?.label ?? '', colours) },
    },
  } as unknown as ChartConfiguration;
  return { configuration, isEmpty: groups.length === 0 };
}

function startChart({ shown, colours }: Wanted): Made {
  const rows = startOf(shown);
  const [first = colours.ink, second = colours.ink] = colours.series;
  const configuration = {
    type: 'bar',
    data: {
      labels: rows.map(({ label }) => label),
      datasets: [
        { label: msg('until the first result'), data: rows.map((row) => row.first), backgroundColor: second },
        { label: msg('a steady run'), data: rows.map(({ steady }) => steady), backgroundColor: first },
      ],
    },
    options: {
      indexAxis: 'y',
      scales: { x: axis('logarithmic', 'ms', colours), y: names(colours) },
    },
  } as unknown as ChartConfiguration;
  return { configuration, isEmpty: rows.length === 0 };
}

function seriesLooks({ series, ink }: Colours, i: number) {
  const colour = series[i % series.length] ?? ink;
  return { borderColor: colour, backgroundColor: colour };
}

function axis(type: 'logarithmic' | 'linear', text: string, colours: Colours) {
  return { type, title: { display: true, text, color: colours.ink }, ...looks(colours) };
}

/** A chart narrower than this writes names in several lines: in one they leave no room for bars. */
const NARROW = 560;
const LETTERS = 18;

/** The axis of cells by name. */
function names(colours: Colours) {
  const { ticks, ...others } = looks(colours);
  return {
    type: 'category',
    ...others,
    ticks: {
      ...ticks,
      callback(this: Scale, value: number) {
        const label = this.getLabelForValue(value);
        return this.chart.width < NARROW ? inLines(label) : label;
      },
    },
  };
}

function inLines(label: string): string[] {
  const lines: string[] = [];
  for (const word of label.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (lines.length > 0 && longer.length <= LETTERS) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function looks({ ink, line }: Colours): Partial<ScaleOptionsByType> {
  return { ticks: { color: ink }, grid: { color: line } } as unknown as Partial<ScaleOptionsByType>;
}

/** A saved picture has the page's ground, not none. */
function groundPlugin(colour: string) {
  return {
    id: 'ground',
    beforeDraw: ({ ctx, width, height }: Chart) => {
      ctx.save();
      ctx.fillStyle = colour;
      ctx.fillRect(0, 0, width, height);
      ctx.restore();
    },
  };
}
