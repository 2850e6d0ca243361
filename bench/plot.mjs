/** Pictures of the plane: speed to the right, quality upwards, both encoders' presets as curves. SVG by Vega-Lite. */
import { CLASSES } from './inputs.mjs';
import { FOOTPRINTS, PEER_PRESETS, PRESETS } from './settings.mjs';
import { EVERY } from './summary.mjs';

/**
 * @typedef {import('./summary.mjs').Mean} Mean
 * @typedef {{ images: number, cpu: string, peer: string, isCached: boolean, measure: string }} Facts
 */

const OURS = 'astc-wasm';
const PEER = 'native astcenc';
const COLORS = { [OURS]: '#0a6ebd', [PEER]: '#d1620f' };
const INK = '#1f2933';
const FAINT = '#616e7c';
const FONT = 'Helvetica, Arial, "Liberation Sans", "DejaVu Sans", sans-serif';

/**
 * One panel a footprint, over all images.
 *
 * @param {readonly Mean[]} means
 * @param {Facts} facts
 * @returns {Promise<string>} SVG
 */
export function plotPlane(means, facts) {
  const kept = means.filter((mean) => mean.class === EVERY && mean.footprint !== EVERY);
  const footprints = FOOTPRINTS.filter((name) => kept.some((mean) => mean.footprint === name));
  const points = kept.flatMap(toPoints);
  return render({
    ...frame('Speed and quality of every preset, one thread', facts),
    data: { values: points },
    facet: { field: 'footprint', sort: footprints, ...header() },
    columns: Math.min(3, footprints.length),
    spec: panel(points, {
      width: 270,
      height: 215,
      labels: PRESETS,
      titles: { x: 'million texels a second', y: `mean ${facts.measure}, dB` },
      room: { left: 15, right: 6 },
    }),
  });
}

/**
 * One row a class of image, one column a footprint.
 *
 * @param {readonly Mean[]} means
 * @param {Facts} facts
 * @returns {Promise<string>} SVG
 */
export function plotClasses(means, facts) {
  const kept = means.filter((mean) => mean.class !== EVERY && mean.footprint !== EVERY);
  const footprints = FOOTPRINTS.filter((name) => kept.some((mean) => mean.footprint === name));
  const classes = CLASSES.filter((name) => kept.some((mean) => mean.class === name));
  const points = kept.flatMap(toPoints);
  return render({
    ...frame('Speed and quality by class of image, one thread', facts),
    data: { values: points },
    facet: {
      row: { field: 'class', sort: classes, ...header() },
      column: { field: 'footprint', sort: footprints, ...header() },
    },
    spec: panel(points, {
      width: 185,
      height: 150,
      labels: ['realtime', 'fastest', 'medium', 'exhaustive'],
      titles: undefined,
      room: { left: 30, right: 10 },
    }),
  });
}

/** @param {Mean} mean */
function toPoints(mean) {
  const { footprint, preset } = mean;
  const base = { class: mean.class, footprint, preset, rank: PRESETS.indexOf(preset) };
  return [
    { ...base, encoder: OURS, speed: mean.ourSpeed / 1e6, db: mean.ourDb },
    // The peer's fastest preset, which stands against `realtime`, has a row of its own.
    ...(PEER_PRESETS.includes(preset)
      ? [{ ...base, encoder: PEER, speed: mean.peerSpeed / 1e6, db: mean.peerDb }]
      : []),
  ];
}

/**
 * @param {string} title
 * @param {Facts} facts
 */
function frame(title, { images, cpu, peer, isCached, measure }) {
  const pictures = `${images} ${images === 1 ? 'image' : 'images'}`;
  const cached = isCached ? ', times of native from an earlier run' : '';
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: 'white',
    padding: 16,
    title: {
      text: title,
      subtitle: [
        `${pictures}, ${cpu}; ${peer.split(',')[0]}, the faster of its builds${cached}`,
        `Across: million texels a second, to the right is faster. Up: mean ${measure} in dB, higher is better.`,
      ],
    },
    resolve: { scale: { y: 'independent' }, axis: { x: 'independent', y: 'independent' } },
    config: style(),
  };
}

function header() {
  return { header: { title: null, labelFontSize: 14, labelFontWeight: 'bold', labelColor: INK, labelPadding: 6 } };
}

const [FASTEST = ''] = PEER_PRESETS;
const SLOWEST = PRESETS.at(-1) ?? '';
const BETWEEN = PEER_PRESETS.slice(1, -1);
const OWN = PRESETS.filter((preset) => !PEER_PRESETS.includes(preset));

/**
 * Where the name of a preset stands: ours right above the curve, the peer's left below it. The slowest and the fastest
 * two lie close together, so the ends have places of their own.
 */
const LABELS = [
  {
    encoder: OURS,
    presets: [...OWN, FASTEST, ...BETWEEN],
    place: { align: 'left', baseline: 'bottom', dx: 6, dy: -2 },
  },
  { encoder: OURS, presets: [SLOWEST], place: { align: 'right', baseline: 'bottom', dx: 2, dy: -6 } },
  { encoder: PEER, presets: [FASTEST], place: { align: 'center', baseline: 'top', dx: 0, dy: 9 } },
  { encoder: PEER, presets: BETWEEN, place: { align: 'right', baseline: 'top', dx: -5, dy: 5 } },
  { encoder: PEER, presets: [SLOWEST], place: { align: 'right', baseline: 'middle', dx: -8, dy: 0 } },
];

/**
 * Curves, points and the names of some presets.
 *
 * @param {readonly ReturnType<typeof toPoints>[number][]} points of all panels: they share the axis of speed
 * @param {{ width: number, height: number, labels: readonly string[], titles: { x: string, y: string } | undefined, room: { left: number, right: number } }} look
 *   `room`: factors of speed beyond either end, for the names
 */
function panel(points, { width, height, labels, titles, room }) {
  const speeds = points.map(({ speed }) => speed);
  const names = LABELS.map(({ encoder, presets, place }) => ({
    transform: [
      { filter: { field: 'encoder', equal: encoder } },
      { filter: { field: 'preset', oneOf: presets.filter((name) => labels.includes(name)) } },
    ],
    mark: { type: 'text', fontSize: titles ? 10 : 9, ...place },
    encoding: { text: { field: 'preset' } },
  }));
  return {
    width,
    height,
    encoding: {
      x: {
        field: 'speed',
        type: 'quantitative',
        title: titles?.x ?? null,
        scale: {
          type: 'log',
          nice: false,
          domain: [Math.min(...speeds) / room.left, Math.max(...speeds) * room.right],
        },
        axis: { values: [0.001, 0.01, 0.1, 1, 10, 100], format: '~g' },
      },
      y: {
        field: 'db',
        type: 'quantitative',
        title: titles?.y ?? null,
        scale: { zero: false, nice: false, padding: 20 },
        axis: { tickCount: 5, format: '.1f' },
      },
      color: {
        field: 'encoder',
        type: 'nominal',
        scale: { domain: [OURS, PEER], range: [COLORS[OURS], COLORS[PEER]] },
        legend: { title: null, orient: 'top', symbolType: 'circle', symbolSize: 90 },
      },
    },
    layer: [
      { mark: { type: 'line', strokeWidth: 2, opacity: 0.85 }, encoding: { order: { field: 'rank' } } },
      { mark: { type: 'point', filled: true, size: 46, opacity: 1, stroke: 'white', strokeWidth: 1 } },
      ...names,
    ],
  };
}

export function style() {
  return {
    font: FONT,
    view: { stroke: '#cbd2d9' },
    title: {
      anchor: 'start',
      fontSize: 18,
      color: INK,
      subtitleColor: FAINT,
      subtitleFontSize: 12,
      subtitlePadding: 6,
      offset: 14,
    },
    axis: {
      gridColor: '#e4e7eb',
      domain: false,
      tickColor: '#cbd2d9',
      labelColor: FAINT,
      titleColor: FAINT,
      titleFontWeight: 'normal',
      labelFontSize: 10,
      titleFontSize: 11,
    },
    legend: { labelColor: INK, labelFontSize: 13, offset: 10 },
    facet: { spacing: 26 },
  };
}

/**
 * @param {object} spec Vega-Lite
 * @returns {Promise<string>} SVG
 */
export async function render(spec) {
  const [vega, vegaLite] = await Promise.all([import('vega'), import('vega-lite')]);
  const { spec: compiled } = vegaLite.compile(/** @type {any} */ (spec));
  const view = new vega.View(vega.parse(compiled), { renderer: 'none' });
  return await view.toSVG();
}
