/** Charts by Chart.js: on a canvas alone, so that the page's style policy has nothing to forbid. */
import { msg } from '@lit/localize';
import {
  BarController,
  BarElement,
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
  type ScaleOptionsByType,
} from 'chart.js';
import { scalingOf, spreadOf, startOf, type ChartKind } from './chart-data.ts';
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

export interface Drawn {
  isEmpty: boolean;
  destroy(): void;
}

interface Colours {
  ink: string;
  line: string;
  ground: string;
  series: readonly string[];
}

export function drawChart(canvas: HTMLCanvasElement, kind: ChartKind, shown: readonly Shown[]): Drawn {
  const colours = coloursOf(canvas);
  const make = { spread: spreadChart, scaling: scalingChart, start: startChart }[kind];
  const { configuration, isEmpty } = make(shown, colours);
  const chart = new Chart(canvas, {
    ...configuration,
    options: {
      ...configuration.options,
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      color: colours.ink,
    },
    plugins: [groundPlugin(colours.ground)],
  });
  return { isEmpty, destroy: () => chart.destroy() };
}

interface Made {
  configuration: ChartConfiguration;
  isEmpty: boolean;
}

function spreadChart(shown: readonly Shown[], colours: Colours): Made {
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
          pointRadius: 3,
        },
        {
          type: 'scatter',
          label: msg('95th percentile'),
          data: marks(({ p95 }) => p95),
          backgroundColor: second,
          pointRadius: 3,
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
      scales: { x: axis('logarithmic', 'ms', colours), y: { type: 'category', ...looks(colours) } },
    },
  } as unknown as ChartConfiguration;
  return { configuration, isEmpty: bars.length === 0 };
}

function scalingChart(shown: readonly Shown[], colours: Colours): Made {
  const lines = scalingOf(shown);
  const configuration = {
    type: 'line',
    data: {
      datasets: lines.map(({ label, points }, i) => {
        const colour = colours.series[i % colours.series.length] ?? colours.ink;
        return {
          label,
          data: points,
          borderColor: colour,
          backgroundColor: colour,
          borderDash: i >= colours.series.length ? [4, 3] : [],
        };
      }),
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

function startChart(shown: readonly Shown[], colours: Colours): Made {
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
      scales: { x: axis('logarithmic', 'ms', colours), y: { type: 'category', ...looks(colours) } },
    },
  } as unknown as ChartConfiguration;
  return { configuration, isEmpty: rows.length === 0 };
}

function axis(type: 'logarithmic' | 'linear', text: string, colours: Colours) {
  return { type, title: { display: true, text, color: colours.ink }, ...looks(colours) };
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
      ctx.globalCompositeOperation = 'destination-over';
      ctx.fillStyle = colour;
      ctx.fillRect(0, 0, width, height);
      ctx.restore();
    },
  };
}

/** Of the page's tokens, which light-dark() decides: read as they are at this moment. */
function coloursOf(canvas: HTMLCanvasElement): Colours {
  const probe = document.createElement('span');
  canvas.parentElement?.append(probe);
  const read = (token: string) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const stages = ['inference', 'decode', 'preprocess', 'draw', 'capture'];
  const colours: Colours = {
    ink: read('--vt-ink'),
    line: read('--vt-line'),
    ground: read('--vt-raised'),
    series: stages.map((stage) => read(`--vt-stage-${stage}`)),
  };
  probe.remove();
  return colours;
}
