/** Pictures of the plane: speed to the right, quality upwards, both encoders' presets as curves. SVG by Vega-Lite. */
import { placeLabelsModule } from './built.mjs';
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
  return render({
    ...frame('Speed and quality of every preset, one thread', facts),
    ...panels(kept.flatMap(toPoints), {
      width: 270,
      height: 215,
      labels: PRESETS,
      titles: { x: 'million texels a second', y: `mean ${facts.measure}, dB` },
      room: { left: 10, right: 3 },
      fontSize: 10,
    }),
    facet: { field: 'footprint', sort: footprints, ...header() },
    columns: Math.min(3, footprints.length),
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
  return render({
    ...frame('Speed and quality by class of image, one thread', facts),
    ...panels(kept.flatMap(toPoints), {
      width: 185,
      height: 150,
      labels: ['realtime', 'fastest', 'medium', 'exhaustive'],
      titles: undefined,
      room: { left: 20, right: 5 },
      fontSize: 9,
    }),
    facet: {
      row: { field: 'class', sort: classes, ...header() },
      column: { field: 'footprint', sort: footprints, ...header() },
    },
  });
}

/**
 * How a panel looks. `labels`: presets that have their name on them; `room`: factors of speed beyond either end.
 * @typedef {{ width: number, height: number, labels: readonly string[], titles: { x: string, y: string } | undefined, room: { left: number, right: number }, fontSize: number }} Look
 */

/** Pixels above and below the points of a panel. */
const ROOM = 24;

/**
 * The data and what is drawn of them; names are data too, each with its place.
 *
 * @param {readonly Point[]} points of all panels
 * @param {Look} look
 */
function panels(points, look) {
  const { domain, spec } = panel(points, look);
  return { data: { values: [...points, ...byPanel(points).flatMap((each) => placeNames(each, look, domain))] }, spec };
}

/**
 * A preset of an encoder in a panel.
 * @typedef {ReturnType<typeof toPoints>[number]} Point
 */

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

/**
 * Where the names of presets stand in a panel: the axes are those that Vega makes of {@link panel}.
 *
 * @param {readonly Point[]} points of one panel
 * @param {Look} look
 * @param {[min: number, max: number]} domain of speed
 * @returns {(Point & { dx: number, dy: number, align: string })[]} those that have names
 */
function placeNames(points, { width, height, labels, fontSize }, [min, max]) {
  const decibels = points.map(({ db }) => db);
  const [low, high] = [Math.min(...decibels), Math.max(...decibels)];
  const placed = points.map((point) => ({
    ...point,
    name: point.preset,
    side: /** @type {'above' | 'below'} */ (point.encoder === OURS ? 'above' : 'below'),
    x: (Math.log(point.speed / min) / Math.log(max / min)) * width,
    y: high === low ? height / 2 : height - ROOM - ((point.db - low) / (high - low)) * (height - 2 * ROOM),
  }));
  const named = placed.filter(({ preset }) => labels.includes(preset));
  const lines = [OURS, PEER].map((encoder) => placed.filter((point) => point.encoder === encoder));
  const area = { left: 0, top: 0, right: width, bottom: height };
  const places = placeLabelsModule.placeLabels(named, { area, fontSize, lines });
  const aligns = { start: 'left', middle: 'center', end: 'right' };
  return named.map((point, index) => {
    const { dx, dy, anchor } = /** @type {import('../src/cli/place-labels.js').LabelPlace} */ (places[index]);
    return { ...point, dx, dy, align: aligns[anchor] };
  });
}

/**
 * @param {readonly Point[]} points
 * @returns {Point[][]} by panel
 */
function byPanel(points) {
  /** @type {Map<string, Point[]>} */
  const panels = new Map();
  for (const point of points) {
    const key = `${point.class} ${point.footprint}`;
    panels.set(key, [...(panels.get(key) ?? []), point]);
  }
  return [...panels.values()];
}

/**
 * Curves, points and the names of some presets.
 *
 * @param {readonly Point[]} points of all panels: they share the axis of speed
 * @param {Look} look
 */
function panel(points, look) {
  const { width, height, titles, room, fontSize } = look;
  const speeds = points.map(({ speed }) => speed);
  /** @type {[number, number]} */
  const domain = [Math.min(...speeds) / room.left, Math.max(...speeds) * room.right];
  const place = (/** @type {string} */ field) => ({ expr: `datum.${field}` });
  const names = {
    transform: [{ filter: 'isValid(datum.dx)' }],
    mark: { type: 'text', fontSize, baseline: 'middle', align: place('align'), dx: place('dx'), dy: place('dy') },
    encoding: { text: { field: 'preset' } },
  };
  const marked = { transform: [{ filter: '!isValid(datum.dx)' }] };
  const spec = {
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
          domain,
        },
        axis: { values: [0.001, 0.01, 0.1, 1, 10, 100], format: '~g' },
      },
      y: {
        field: 'db',
        type: 'quantitative',
        title: titles?.y ?? null,
        scale: { zero: false, nice: false, padding: ROOM },
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
      { ...marked, mark: { type: 'line', strokeWidth: 2, opacity: 0.85 }, encoding: { order: { field: 'rank' } } },
      { ...marked, mark: { type: 'point', filled: true, size: 46, opacity: 1, stroke: 'white', strokeWidth: 1 } },
      names,
    ],
  };
  return { domain, spec };
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
