/** The tables of `astc-wasm bench`. */
import { geometricMean } from './bench/curve.js';
import type { Cell, Point } from './bench/measure-cells.js';
import type { ProcessTimes } from './bench/process-time.js';
import type { BenchedPicture } from './bench-pictures.js';
import { formatSeconds } from './texts.js';

const PLACES = { inside: '', below: ' v', above: ' ^' } as const;

/** A head, then a row for each footprint and preset. */
export function cellRows(cells: readonly Cell[]): string[][] {
  const hasPeer = cells.some(({ peer }) => peer !== undefined);
  const own = ['block', 'quality', 'Mtexel/s', 'dB'];
  const head = hasPeer ? [...own, 'astcenc', 'dB', 'plain', 'equal dB'] : own;
  return [head, ...cells.map(cellRow)];
}

function cellRow({ block, quality, ours, peer, atEqualPsnr }: Cell): string[] {
  const own = [block, quality, ...pointTexts(ours)];
  if (peer === undefined || atEqualPsnr === undefined) return own;
  const plain = ratioText(ours.texelsPerSecond / peer.texelsPerSecond);
  return [...own, ...pointTexts(peer), plain, `${ratioText(atEqualPsnr.ratio)}${PLACES[atEqualPsnr.where]}`];
}

/** The same over all pictures: speeds and ratios as geometric means, dB as arithmetic ones. */
export function summaryRows(pictures: readonly BenchedPicture[]): string[][] {
  const [first] = pictures as [BenchedPicture];
  const cells = first.cells.map((cell, index) =>
    meanOf(
      pictures.map((picture) => picture.cells[index]!),
      cell,
    ),
  );
  const [head = [], ...rows] = cellRows(cells);
  return [[`mean of ${pictures.length}`], head, ...rows];
}

function meanOf(cells: readonly Cell[], { block, quality }: Cell): Cell {
  const peers = cells.flatMap(({ peer }) => (peer ? [peer] : []));
  const ratios = cells.flatMap(({ atEqualPsnr }) => (atEqualPsnr ? [atEqualPsnr.ratio] : []));
  return {
    block,
    quality,
    ours: meanPoint(cells.map(({ ours }) => ours)),
    ...(peers.length > 0 && {
      peer: meanPoint(peers),
      atEqualPsnr: { ratio: geometricMean(ratios), where: 'inside' as const },
    }),
  };
}

function meanPoint(points: readonly Point[]): Point {
  return {
    seconds: geometricMean(points.map(({ seconds }) => seconds)),
    texelsPerSecond: geometricMean(points.map(({ texelsPerSecond }) => texelsPerSecond)),
    psnr: points.reduce((sum, { psnr }) => sum + psnr, 0) / points.length,
  };
}

/** Whole processes, as sentences. */
export function processLines({ block, quality, ours, peer }: ProcessTimes): string[] {
  const theirs = peer === undefined ? '' : `, of astcenc ${formatSeconds(peer)}`;
  return [`a fresh process, ${block} ${quality}: ${formatSeconds(ours)}${theirs}`];
}

function pointTexts({ texelsPerSecond, psnr }: Point): string[] {
  return [(texelsPerSecond / 1e6).toPrecision(3), psnr.toFixed(2)];
}

function ratioText(ratio: number): string {
  return `${ratio.toPrecision(3)}x`;
}
