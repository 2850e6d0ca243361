/** A picture of what footprints give: PSNR over bits a texel, a line for each image. SVG, for light and dark pages. */
import { basename } from 'node:path';
import type { AnalyzedPicture } from './analyze-files.js';
import { escapeControls } from './escape-controls.js';

const WIDTH = 800;
const HEIGHT = 500;
const MARGIN = { left: 62, right: 180, top: 58, bottom: 56 };
/** Bits a texel with a tick. */
const BIT_TICKS = [1, 2, 4, 8];
/** The ends of the axis: a little beyond 12x12 and 4x4. */
const BITS = { min: 0.74, max: 8.8 };
/** Steps between ticks of decibels, the first that leaves few enough. */
const DB_STEPS = [0.5, 1, 2, 5, 10, 20, 50];
const MOST_TICKS = 9;
/** Lines that are told apart, on white and on near black; those after them begin anew. */
const COLORS = [
  { light: '#0a6ebd', dark: '#5cb3ff' },
  { light: '#c2410c', dark: '#ff9a5c' },
  { light: '#15803d', dark: '#5fd38a' },
  { light: '#7e22ce', dark: '#cf9bff' },
  { light: '#a16207', dark: '#e6c04a' },
  { light: '#be185d', dark: '#ff86b8' },
];
/** Pixels between the names of lines that end close together. */
const NAME_HEIGHT = 16;
/** Pixels from the frame to the names of lines: past the name of 4x4. */
const NAME_GAP = 28;
/** Longest name of a line, in letters. */
const NAME_LENGTH = 20;

/** What is drawn. */
export interface FootprintPlot {
  pictures: readonly AnalyzedPicture[];
  /** A line across, in dB. */
  targetPsnr?: number | undefined;
}

/** Where decibels lie. */
interface Scale {
  min: number;
  max: number;
  step: number;
}

export function plotFootprints(plot: FootprintPlot): string {
  const scale = scaleOf(plot);
  const { pictures } = plot;
  const one = pictures.length === 1 ? ` of ${basename(pictures[0]!.input)}` : '';
  // One line needs no name at its end.
  const width = pictures.length > 1 ? WIDTH : WIDTH - MARGIN.right + MARGIN.left;
  const title = `What each footprint gives${one}, quality ${pictures[0]?.quality}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${HEIGHT}" width="${width}" height="${HEIGHT}" role="img">`,
    `<title>${escapeXml(title)}</title>`,
    `<style>${styleSheet()}</style>`,
    `<rect class="page" width="${width}" height="${HEIGHT}"/>`,
    text(MARGIN.left, 28, title, 'title'),
    ...axes(scale),
    ...targetLine(plot, scale),
    ...pictures.flatMap((picture, index) => curve(picture, index, scale)),
    ...pointNames(pictures, scale),
    ...(pictures.length > 1 ? lineNames(pictures, scale) : []),
    '</svg>',
    '',
  ].join('\n');
}

function styleSheet(): string {
  const inks = (theme: 'light' | 'dark') =>
    COLORS.map((color, index) => `.line${index}{stroke:${color[theme]}}.dot${index}{fill:${color[theme]}}`).join('');
  return [
    'text{font:13px Helvetica,Arial,"Liberation Sans","DejaVu Sans",sans-serif;fill:#1f2933}',
    '.title{font-size:16px;font-weight:bold}.faint{fill:#52606d}',
    // Names stand out from lines that they cross.
    '.name{font-size:12px;paint-order:stroke;stroke:#ffffff;stroke-width:4px;stroke-linejoin:round}',
    '.page{fill:#ffffff}.grid{stroke:#dde3e9}.axis{stroke:#7b8794}.target{stroke:#52606d;stroke-dasharray:6 4}',
    'polyline{fill:none;stroke-width:2;stroke-linejoin:round}',
    inks('light'),
    '@media (prefers-color-scheme:dark){text{fill:#e4e9ee}.faint{fill:#a3b0bd}.page{fill:#14181d}',
    '.grid{stroke:#2b333c}.axis{stroke:#7b8794}.target{stroke:#a3b0bd}.name{stroke:#14181d}',
    inks('dark'),
    '}',
  ].join('');
}

/** Figures that can be drawn: no error at all has none. */
function finitePoints({ footprints }: AnalyzedPicture) {
  return footprints.filter(({ psnr }) => Number.isFinite(psnr));
}

function scaleOf({ pictures, targetPsnr }: FootprintPlot): Scale {
  const figures = pictures.flatMap((picture) => finitePoints(picture).map(({ psnr }) => psnr));
  if (targetPsnr !== undefined) figures.push(targetPsnr);
  const low = figures.length === 0 ? 0 : Math.min(...figures);
  const high = figures.length === 0 ? 1 : Math.max(...figures);
  const step = DB_STEPS.find((each) => (high - low) / each <= MOST_TICKS - 2) ?? DB_STEPS.at(-1)!;
  return { min: Math.floor(low / step - 0.1) * step, max: Math.ceil(high / step + 0.1) * step, step };
}

function xOf(bitsPerTexel: number): number {
  const share = Math.log(bitsPerTexel / BITS.min) / Math.log(BITS.max / BITS.min);
  return MARGIN.left + share * (WIDTH - MARGIN.left - MARGIN.right);
}

function yOf(psnr: number, { min, max }: Scale): number {
  return HEIGHT - MARGIN.bottom - ((psnr - min) / (max - min)) * (HEIGHT - MARGIN.top - MARGIN.bottom);
}

function axes(scale: Scale): string[] {
  const right = WIDTH - MARGIN.right;
  const bottom = HEIGHT - MARGIN.bottom;
  const decibels = Array.from(
    { length: Math.round((scale.max - scale.min) / scale.step) + 1 },
    (_, index) => scale.min + index * scale.step,
  );
  return [
    ...decibels.flatMap((db) => [
      line(MARGIN.left, yOf(db, scale), right, yOf(db, scale), 'grid'),
      text(MARGIN.left - 8, yOf(db, scale) + 4, String(db), 'faint', 'end'),
    ]),
    ...BIT_TICKS.flatMap((bits) => [
      line(xOf(bits), MARGIN.top, xOf(bits), bottom, 'grid'),
      text(xOf(bits), bottom + 18, String(bits), 'faint', 'middle'),
    ]),
    line(MARGIN.left, bottom, right, bottom, 'axis'),
    text((MARGIN.left + right) / 2, bottom + 40, 'bits a texel', 'faint', 'middle'),
    text(MARGIN.left, MARGIN.top - 10, 'PSNR, dB', 'faint', 'start'),
  ];
}

function targetLine({ targetPsnr }: FootprintPlot, scale: Scale): string[] {
  if (targetPsnr === undefined) return [];
  const y = yOf(targetPsnr, scale);
  return [
    line(MARGIN.left, y, WIDTH - MARGIN.right, y, 'target'),
    text(MARGIN.left + 6, y - 5, `target ${targetPsnr} dB`, 'faint'),
  ];
}

function curve(picture: AnalyzedPicture, index: number, scale: Scale): string[] {
  const color = index % COLORS.length;
  const points = finitePoints(picture).map(({ bitsPerTexel, psnr, block }) => {
    return { x: round(xOf(bitsPerTexel)), y: round(yOf(psnr, scale)), label: `${block}: ${psnr.toFixed(2)} dB` };
  });
  return [
    `<polyline class="line${color}" points="${points.map(({ x, y }) => `${x},${y}`).join(' ')}"/>`,
    ...points.map(
      ({ x, y, label }) =>
        `<circle class="dot${color}" cx="${x}" cy="${y}" r="3.5"><title>${escapeXml(`${basename(picture.input)}, ${label}`)}</title></circle>`,
    ),
  ];
}

/** Footprints along the highest line: above it and below it by turns, since some are close in bits. */
function pointNames(pictures: readonly AnalyzedPicture[], scale: Scale): string[] {
  const highest = [...pictures].sort((a, b) => lastOf(b) - lastOf(a))[0];
  if (highest === undefined) return [];
  return finitePoints(highest).map(({ block, bitsPerTexel, psnr }, index) => {
    const [x, y] = [xOf(bitsPerTexel), yOf(psnr, scale)];
    return index % 2 === 0 ? text(x - 6, y - 7, block, 'name', 'end') : text(x + 7, y + 13, block, 'name');
  });
}

/** Pictures at the ends of their lines, moved apart where they would lie upon each other. */
function lineNames(pictures: readonly AnalyzedPicture[], scale: Scale): string[] {
  const ends = pictures
    .map((picture, index) => ({ picture, index, y: yOf(Math.max(lastOf(picture), scale.min), scale) }))
    .sort((a, b) => a.y - b.y);
  let lowest = MARGIN.top - NAME_HEIGHT;
  return ends.map(({ picture, index, y }) => {
    lowest = Math.max(y, lowest + NAME_HEIGHT);
    const x = WIDTH - MARGIN.right + NAME_GAP;
    const dot = `<circle class="dot${index % COLORS.length}" cx="${x}" cy="${round(lowest - 4)}" r="3.5"/>`;
    return dot + text(x + 9, lowest, shorten(basename(picture.input)), 'name');
  });
}

/** The PSNR at the end of a line. */
function lastOf(picture: AnalyzedPicture): number {
  return finitePoints(picture).at(-1)?.psnr ?? Number.NEGATIVE_INFINITY;
}

function line(x1: number, y1: number, x2: number, y2: number, kind: string): string {
  return `<line class="${kind}" x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}"/>`;
}

function text(x: number, y: number, words: string, kind: string, anchor: 'start' | 'middle' | 'end' = 'start'): string {
  return `<text class="${kind}" x="${round(x)}" y="${round(y)}" text-anchor="${anchor}">${escapeXml(words)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function shorten(name: string): string {
  return name.length <= NAME_LENGTH ? name : `${name.slice(0, NAME_LENGTH - 1)}…`;
}

/** Names of files may hold anything; XML holds no control characters, however they are written. */
function escapeXml(words: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return escapeControls(words).replace(/[&<>"]/g, (letter) => entities[letter]!);
}
