/** Walks through the ETC lanes as they encode four blocks, with every kernel call made twice: by the kernel and its twin. */

import type { TwinChecker } from './search-kernels.js';
import { pick, type Random, type SearchState } from './search-states.js';

const WIDTH = 16;
const HEIGHT = 4;
const OUT_BYTES = 64;
/** Places that the binary tells: see lanePlace. */
const [SUMS, WANTED, HIGH, LOW, GATHERED] = [0, 1, 2, 3, 4];
const ALPHA = 3;

const clamp = (value: number) => Math.min(255, Math.max(0, Math.round(value)));

/** Colours of a block by place; those of neighbours have nothing in common. */
function blockPainter(random: Random): (x: number, y: number) => number[] {
  const color = () => [0, 0, 0, 0].map(() => random() % 256);
  const [base, slopeX, slopeY, noise] = [color(), random() % 40, random() % 40, pick(random, [0, 1, 3, 12, 60])];
  const grain = () => (noise === 0 ? 0 : random() % noise);
  return pick(random, [
    () => color(),
    () => color().map((value) => (value < 128 ? 0 : 255)),
    () => base,
    (x: number, y: number) => base.map((value, c) => clamp(value + (c - 1) * x * slopeX + y * slopeY + grain())),
    (x: number, y: number) => base.map((value) => clamp(value + x * slopeX - y * slopeY + grain())),
    () => base.map((value) => clamp(value + grain())),
  ]);
}

function paintFour(random: Random): Uint8Array {
  const painters = [0, 1, 2, 3].map(() => blockPainter(random));
  const pixels = new Uint8Array(WIDTH * HEIGHT * 4);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) pixels.set(painters[x >> 2]!(x & 3, y), (y * WIDTH + x) * 4);
  }
  return pixels;
}

/** Everything that is checked from one state. */
export function walkEtcLanes(checker: TwinChecker, { random }: SearchState): void {
  const pixels = paintFour(random);
  const pixelsPtr = checker.call('reserveBuffer', pixels.length + OUT_BYTES);
  checker.bytes().set(pixels, pixelsPtr);
  checker.check('loadFour', pixelsPtr, WIDTH * 4);
  walkColor(checker, random);
  const [high, low] = [checker.call('lanePlace', HIGH), checker.call('lanePlace', LOW)];
  checker.check('storeSingle', high, low, pixelsPtr + pixels.length);
  checker.check('storeEveryOther', high, low, pixelsPtr + pixels.length);
  walkEac(checker, random);
  walkEdge(checker, random, pixelsPtr);
}

function walkColor(checker: TwinChecker, random: Random): void {
  checker.check('sumFour');
  checker.check('rankFour');
  for (const flip of [0, 1]) {
    const sums = checker.call('lanePlace', SUMS) + flip * 96;
    const fit = checker.call('laneFit', flip);
    const trial = checker.call('laneFit', 2);
    checker.check('quantizePair', fit, sums, sums);
    for (const half of [0, 1]) checker.check('fitTables', fit, 2 * flip + half);
    for (const half of [0, 1]) checker.check('shiftHalf', fit, 2 * flip + half);
    const wanted = checker.call('lanePlace', WANTED);
    // Now and then colours that no half asks for.
    if (random() % 4 === 0) {
      const view = new Int32Array(checker.bytes().buffer, wanted, 24);
      for (let at = 0; at < view.length; at++) view[at] = random() % 2041;
    }
    checker.check('quantizePair', trial, wanted, sums);
    for (const half of [0, 1]) checker.check('fitTables', trial, 2 * flip + half);
    checker.check('keepBetter', fit, trial);
  }
  checker.check('emitFour');
  checker.check('fitPlanes');
  checker.check('emitPlanes');
  checker.check('findPunched');
}

function walkEac(checker: TwinChecker, random: Random): void {
  for (const kind of [0, 1, 2]) {
    const plane = checker.call('lanePlane', kind === 0 ? ALPHA : random() % 4);
    checker.call('prepareEac', kind);
    if (kind === 0) checker.check('takeBytes', plane);
    else checker.check('takeElevenBits', plane, kind - 1);
    checker.check('spanEac');
    checker.check('fitEac');
    checker.check('emitEacFour');
  }
}

/** Gathered pixels are loaded like any others. */
function walkEdge(checker: TwinChecker, random: Random, pixelsPtr: number): void {
  const [width, rows] = [1 + (random() % WIDTH), 1 + (random() % HEIGHT)];
  checker.call('gatherFour', pixelsPtr, WIDTH * 4, 0, 0, width, rows);
  checker.check('loadFour', checker.call('lanePlace', GATHERED), WIDTH * 4);
}
