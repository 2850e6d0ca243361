/** Our presets and the peer's on one picture: in turns, medians, the same measure of both. */
import { readFile } from 'node:fs/promises';
import type { Encoder } from '../../encoder.js';
import { isOpaque, toUint8Image } from '../../images/channels.js';
import { compareImages, readTexture } from '../../index.js';
import type { QualityPreset } from '../../options/encode-options.js';
import type { Footprint, Image, Texture } from '../../types.js';
import { type CurvePlace, ratioAtEqualPsnr } from './curve.js';
import { compressByPeer, type Peer } from './peer.js';

/** One encoder, one preset, one footprint, one picture: medians of the rounds. */
export interface Point {
  /** Wall seconds of compression. */
  seconds: number;
  texelsPerSecond: number;
  /** As `compare` has it: over RGB, of a picture with alpha over RGBA. */
  psnr: number;
  /** Of the peer: wall seconds of its process. */
  processSeconds?: number;
}

export interface Cell {
  block: Footprint;
  quality: QualityPreset;
  ours: Point;
  peer?: Point;
  /** Our speed by that of the peer at our PSNR; missing without a peer. */
  atEqualPsnr?: { ratio: number; where: CurvePlace };
}

export interface CellTask {
  encoder: Encoder;
  peer: Peer | undefined;
  blocks: readonly Footprint[];
  qualities: readonly QualityPreset[];
  rounds: number;
  signal: AbortSignal;
  /** Files of the peer. */
  pathOf: (name: string) => string;
  onRound: (done: number, total: number) => void;
}

/** What no difference counts as, in dB: a curve has no place for infinity. */
const IDENTICAL_DB = 99;

/** @param image  of 8 bits; the peer reads it from the file `input.png` */
export async function measureCells(image: Image, task: CellTask): Promise<Cell[]> {
  const { blocks, qualities, rounds, encoder, signal } = task;
  const plans = blocks.flatMap((block) => qualities.map((quality) => ({ block, quality })));
  const cells: Cell[] = [];
  for (const [index, plan] of plans.entries()) {
    const ours: Point[] = [];
    const theirs: Point[] = [];
    // Tables that a footprint and a preset need, and code that is compiled on first use, are no part of the work.
    await encoder.encode(image, { ...plan, signal });
    for (let round = 0; round < rounds; round++) {
      ours.push(await runOurs(image, plan, task));
      if (task.peer) theirs.push(await runPeer(image, plan, task, task.peer));
      task.onRound(index * rounds + round + 1, plans.length * rounds);
    }
    cells.push({ ...plan, ours: medianOf(ours), ...(theirs.length > 0 && { peer: medianOf(theirs) }) });
  }
  return cells.map((cell) => withRatio(cell, cells));
}

type Plan = Pick<Cell, 'block' | 'quality'>;

async function runOurs(image: Image, plan: Plan, { encoder, signal }: CellTask): Promise<Point> {
  let seconds = 0;
  const onProgress = (progress: { seconds: number }) => {
    seconds = progress.seconds;
  };
  const texture = await encoder.encode(image, { ...plan, signal, onProgress });
  return pointOf(image, texture, seconds, encoder);
}

async function runPeer(image: Image, { block, quality }: Plan, task: CellTask, peer: Peer): Promise<Point> {
  const [input, output] = [task.pathOf('input.png'), task.pathOf('output.astc')];
  const { colorSpace } = image;
  const texelCount = image.width * image.height;
  const job = { input, output, block, quality, colorSpace, threads: task.encoder.threads, texelCount };
  const { codingSeconds, processSeconds } = await compressByPeer(peer, job, task.signal);
  // The file does not say its colour space.
  const texture: Texture = { ...readTexture(await readFile(output)), colorSpace };
  return { ...(await pointOf(image, texture, codingSeconds, task.encoder)), processSeconds };
}

async function pointOf(image: Image, texture: Texture, seconds: number, encoder: Encoder): Promise<Point> {
  const decoded = await encoder.decode(texture);
  const metrics = compareImages(image, decoded);
  const psnr = Math.min(IDENTICAL_DB, isOpaque(image) && isOpaque(decoded) ? metrics.psnrRgb : metrics.psnrRgba);
  // The clock of the tool has steps, and so may ours.
  const safe = Math.max(seconds, 1e-6);
  return { seconds: safe, texelsPerSecond: (image.width * image.height) / safe, psnr };
}

/** The round whose time is the middle one; of an even number the faster of two. */
function medianOf(points: readonly Point[]): Point {
  const sorted = [...points].sort((a, b) => a.seconds - b.seconds);
  return sorted[Math.floor((sorted.length - 1) / 2)]!;
}

function withRatio(cell: Cell, cells: readonly Cell[]): Cell {
  const curve = cells.flatMap(({ block, peer }) => (block === cell.block && peer ? [toCurve(peer)] : []));
  return curve.length === 0 ? cell : { ...cell, atEqualPsnr: ratioAtEqualPsnr(toCurve(cell.ours), curve) };
}

function toCurve({ psnr, texelsPerSecond }: Point) {
  return { psnrDb: psnr, speed: texelsPerSecond };
}

/** The picture as both read it. @throws {AstcError} E_UNSUPPORTED for floats */
export function benchImage(image: Image): Image {
  return toUint8Image(image);
}
