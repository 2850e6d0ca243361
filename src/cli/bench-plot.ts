/** The plane of speed and quality as SVG: a panel for each footprint, our presets and the peer's as lines. */
import { geometricMean } from './bench/curve.js';
import type { Cell, Point } from './bench/measure-cells.js';
import { peerPreset } from './bench/peer.js';
import type { BenchedPicture } from './bench-pictures.js';
import { type NamedPoint, placeLabels } from './place-labels.js';
import { decibelScale, escapeXml, line, round, type Scale, styleSheet, text, ticksOf } from './svg.js';

const PANEL = { width: 380, height: 300 };
const MARGIN = { left: 56, right: 20, top: 48, bottom: 44 };
const HEAD = 56;
const COLUMNS = 2;
/** Millions of texels a second with a tick, as many as lie in the picture. */
const SPEED_TICKS = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000];
/** Room for names beside the slowest and the fastest point, as factors. */
const SPEED_ROOM = { slow: 6, fast: 3 };

/** A preset on the plane. */
interface Dot {
  quality: string;
  speed: number;
  psnr: number;
}

/** An encoder's presets at one footprint. */
interface Curve {
  color: 0 | 1;
  name: string;
  dots: Dot[];
}

interface SpeedScale {
  min: number;
  max: number;
}

/** @param peer  what the peer says of itself */
export function plotBench(pictures: readonly BenchedPicture[], peer: string | undefined): string {
  const blocks = [...new Set(pictures[0]!.cells.map(({ block }) => block))];
  const panels = blocks.map((block) => ({ block, curves: curvesOf(pictures, block) }));
  const speeds = panels.flatMap(({ curves }) => curves.flatMap(({ dots }) => dots.map(({ speed }) => speed)));
  const speedScale = { min: Math.min(...speeds) / SPEED_ROOM.slow, max: Math.max(...speeds) * SPEED_ROOM.fast };
  const columns = Math.min(COLUMNS, blocks.length);
  const width = columns * PANEL.width;
  const height = HEAD + Math.ceil(blocks.length / columns) * PANEL.height;
  const count = pictures.length === 1 ? 'one picture' : `${pictures.length} pictures`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escapeXml(`Speed and quality of presets, ${count}`)}</title>`,
    `<style>${styleSheet()}</style>`,
    `<rect class="page" width="${width}" height="${height}"/>`,
    text(MARGIN.left, 26, `Speed and quality, ${count}`, 'title'),
    ...key(peer),
    ...panels.flatMap(({ block, curves }, index) => {
      const left = (index % columns) * PANEL.width;
      const top = HEAD + Math.floor(index / columns) * PANEL.height;
      return [`<g transform="translate(${left} ${top})">`, ...panel(block, curves, speedScale), '</g>'];
    }),
    '</svg>',
    '',
  ].join('\n');
}

function key(peer: string | undefined): string[] {
  const names = ['astc-wasm', ...(peer === undefined ? [] : [peer])];
  return names.flatMap((name, index) => {
    const x = MARGIN.left + index * 120;
    return [`<circle class="dot${index}" cx="${x + 4}" cy="44" r="4"/>`, text(x + 14, 48, name, 'faint')];
  });
}

function curvesOf(pictures: readonly BenchedPicture[], block: string): Curve[] {
  const cells = pictures.flatMap((picture) => picture.cells.filter((cell) => cell.block === block));
  const dotsOf = (nameOf: (cell: Cell) => string, tell: (cell: Cell) => Point | undefined) =>
    [...new Set(cells.map(nameOf))].flatMap((name) => {
      const points = cells.filter((cell) => nameOf(cell) === name).flatMap((cell) => tell(cell) ?? []);
      return points.length === 0 ? [] : [meanDot(name, points)];
    });
  const ours: Curve = {
    color: 0,
    name: 'astc-wasm',
    dots: dotsOf(
      ({ quality }) => quality,
      ({ ours: point }) => point,
    ),
  };
  const theirs: Curve = {
    color: 1,
    name: 'astcenc',
    dots: dotsOf(
      ({ quality }) => peerPreset(quality),
      ({ peer }) => peer,
    ),
  };
  return [ours, theirs].filter(({ dots }) => dots.length > 0);
}

function meanDot(quality: string, points: readonly Point[]): Dot {
  const psnr = points.reduce((sum, point) => sum + point.psnr, 0) / points.length;
  return { quality, psnr, speed: geometricMean(points.map(({ texelsPerSecond }) => texelsPerSecond)) / 1e6 };
}

function panel(block: string, curves: readonly Curve[], speeds: SpeedScale): string[] {
  const scale = decibelScale(curves.flatMap(({ dots }) => dots.map(({ psnr }) => psnr)));
  const right = PANEL.width - MARGIN.right;
  const bottom = PANEL.height - MARGIN.bottom;
  const ticks = SPEED_TICKS.filter((speed) => speed >= speeds.min && speed <= speeds.max);
  return [
    text(MARGIN.left, MARGIN.top - 26, block, 'title'),
    text(MARGIN.left, MARGIN.top - 8, 'PSNR, dB', 'faint'),
    ...ticksOf(scale).flatMap((db) => [
      line(MARGIN.left, yOf(db, scale), right, yOf(db, scale), 'grid'),
      text(MARGIN.left - 8, yOf(db, scale) + 4, String(db), 'faint', 'end'),
    ]),
    ...ticks.flatMap((speed) => [
      line(xOf(speed, speeds), MARGIN.top, xOf(speed, speeds), bottom, 'grid'),
      text(xOf(speed, speeds), bottom + 17, String(speed), 'faint', 'middle'),
    ]),
    line(MARGIN.left, bottom, right, bottom, 'axis'),
    text((MARGIN.left + right) / 2, bottom + 36, 'million texels a second', 'faint', 'middle'),
    ...drawCurves(curves, scale, speeds),
  ];
}

/** A dot where it is drawn, with its name: ours above, the peer's below, as far as there is room. */
interface DrawnDot extends NamedPoint {
  color: Curve['color'];
  facts: string;
}

/** Pixels, as `.name` of the style has them. */
const NAME_SIZE = 12;

function drawCurves(curves: readonly Curve[], scale: Scale, speeds: SpeedScale): string[] {
  const lines = curves.map((curve) => curve.dots.map((dot) => toDrawn(dot, curve, scale, speeds)));
  const dots = lines.flat();
  const area = { left: MARGIN.left + 2, top: MARGIN.top - 4, right: PANEL.width, bottom: PANEL.height - MARGIN.bottom };
  const places = placeLabels(dots, { area, fontSize: NAME_SIZE, lines });
  return [
    ...lines.map(
      (line) => `<polyline class="line${line[0]!.color}" points="${line.map(({ x, y }) => `${x},${y}`).join(' ')}"/>`,
    ),
    ...dots.map(
      ({ color, x, y, facts }) =>
        `<circle class="dot${color}" cx="${x}" cy="${y}" r="3.5"><title>${escapeXml(facts)}</title></circle>`,
    ),
    // The height of capitals is 0.7 of a font's: its middle is 0.35 above the line.
    ...dots.map(({ color, x, y, name }, index) => {
      const { dx, dy, anchor } = places[index]!;
      return text(x + dx, y + dy + NAME_SIZE * 0.35, name, `name dot${color}`, anchor);
    }),
  ];
}

function toDrawn(dot: Dot, { color, name }: Curve, scale: Scale, speeds: SpeedScale): DrawnDot {
  return {
    name: dot.quality,
    x: round(xOf(dot.speed, speeds)),
    y: round(yOf(dot.psnr, scale)),
    side: color === 0 ? 'above' : 'below',
    color,
    facts: `${name} ${dot.quality}: ${dot.speed.toPrecision(3)} Mtexel/s, ${dot.psnr.toFixed(2)} dB`,
  };
}

function xOf(speed: number, { min, max }: SpeedScale): number {
  return MARGIN.left + (Math.log(speed / min) / Math.log(max / min)) * (PANEL.width - MARGIN.left - MARGIN.right);
}

function yOf(psnr: number, { min, max }: Scale): number {
  return PANEL.height - MARGIN.bottom - ((psnr - min) / (max - min)) * (PANEL.height - MARGIN.top - MARGIN.bottom);
}
