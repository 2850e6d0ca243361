/** A picture of what footprints give: PSNR over bits a texel, a line for each image. SVG, for light and dark pages. */
import { basename } from 'node:path';
import type { AnalyzedPicture } from './analyze-files.js';
import { COLORS, decibelScale, escapeXml, line, round, type Scale, styleSheet, text, ticksOf } from './svg.js';

const WIDTH = 800;
const HEIGHT = 500;
const MARGIN = { left: 62, right: 180, top: 58, bottom: 56 };
/** Bits a texel with a tick. */
const BIT_TICKS = [1, 2, 4, 8];
/** The ends of the axis: a little beyond 12x12 and 4x4. */
const BITS = { min: 0.74, max: 8.8 };
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

/** Figures that can be drawn: no error at all has none. */
function finitePoints({ footprints }: AnalyzedPicture) {
  return footprints.filter(({ psnr }) => Number.isFinite(psnr));
}

function scaleOf({ pictures, targetPsnr }: FootprintPlot): Scale {
  const figures = pictures.flatMap((picture) => finitePoints(picture).map(({ psnr }) => psnr));
  if (targetPsnr !== undefined) figures.push(targetPsnr);
  return decibelScale(figures);
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
  const decibels = ticksOf(scale);
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

function shorten(name: string): string {
  return name.length <= NAME_LENGTH ? name : `${name.slice(0, NAME_LENGTH - 1)}…`;
}
