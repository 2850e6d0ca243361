/**
 * How much of the ideal weights each frequency holds, along rows and along columns. A grid keeps a known share of every
 * frequency of an axis, so these say what it loses; the two axes are taken as if they were apart. The functions of an axis
 * are even or odd about its middle in turns, so lines are folded there once, and each asks for half of the products.
 */
import { LaneTables } from './lane-tables';

/** f32x4[11] each: energies along rows, along columns, in squared 1/64 steps times 2²⁸. */
export const ENERGIES_X: usize = memory.data(11 * 16, 16);
export const ENERGIES_Y: usize = memory.data(11 * 16, 16);

/** i16x8[12][3]: pairs of sums, pairs of differences of what lies opposite each other in a line of texels. */
const EVEN: usize = memory.data(12 * 3 * 16, 16);
const ODD: usize = memory.data(12 * 3 * 16, 16);

/** A sum of two weights less its middle, so that it fits i16: even functions see no constant. */
const ONE: i16 = 16384;

/** Forgets the energies. */
export function clearEnergies(): void {
  const zero = f32x4.splat(0);
  for (let at: usize = 0; at < 11 * 16; at += 16) {
    v128.store(ENERGIES_X + at, zero);
    v128.store(ENERGIES_Y + at, zero);
  }
}

/**
 * Adds those of a plane.
 *
 * @param weights  i16x8 a pair, Q14
 * @param worth  squared range of each lane
 */
export function addEnergies(lanes: LaneTables, weights: usize, worth: v128): void {
  const width = lanes.frequenciesX + 1;
  foldRows(lanes, weights);
  addLines(lanes.height, lanes.foldedX, lanes.frequenciesX, lanes.cosinesXPtr, worth, ENERGIES_X);
  foldColumns(lanes, weights);
  addLines(width, lanes.foldedY, lanes.frequenciesY, lanes.cosinesYPtr, worth, ENERGIES_Y);
}

// @ts-ignore: decorator
@inline
function storeFolded(at: usize, ahead: v128, behind: v128): void {
  v128.store(EVEN + at, i16x8.sub(i16x8.add(ahead, behind), i16x8.splat(ONE)));
  v128.store(ODD + at, i16x8.sub(ahead, behind));
}

/** Texels of a pair in the other order. */
// @ts-ignore: decorator
@inline
function turned(pair: v128): v128 {
  return i8x16.shuffle(pair, pair, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
}

/** Halves of rows. Past the middle of a row stands anything: the functions are 0 there. */
function foldRows(lanes: LaneTables, weights: usize): void {
  const rowBytes = (<usize>lanes.rowPairs) << 4;
  const end = weights + <usize>lanes.height * rowBytes;
  const bytes = (<usize>lanes.foldedX) << 4;
  const isOdd = (lanes.frequenciesX & 1) == 0;
  let out: usize = 0;
  for (let row = weights; row < end; row += rowBytes) {
    let last = row + rowBytes - 16;
    for (let at: usize = 0; at < bytes; at += 16, last -= 16, out += 16) {
      const behind = isOdd
        ? v128.bitselect(v128.load(last), v128.load(last - 16), i32x4.splat(0xffff))
        : turned(v128.load(last));
      storeFolded(out, v128.load(row + at), behind);
    }
  }
}

/** Halves of columns as pairs of rows, both columns of a pair. */
function foldColumns(lanes: LaneTables, weights: usize): void {
  const rowBytes = (<usize>lanes.rowPairs) << 4;
  const lineBytes = (<usize>lanes.foldedY) << 4;
  const lower = weights + <usize>(lanes.height - 1) * rowBytes;
  const early = i32x4.splat(0xffff);
  let line: usize = 0;
  for (let column: usize = 0; column < rowBytes; column += 16, line += 2 * lineBytes) {
    let ahead = weights + column;
    let behind = lower + column;
    for (let at = line; at < line + lineBytes; at += 16, ahead += 2 * rowBytes, behind -= 2 * rowBytes) {
      const a0 = v128.load(ahead);
      const a1 = v128.load(ahead + rowBytes);
      const b0 = v128.load(behind);
      const b1 = v128.load(behind - rowBytes);
      storeFolded(at, v128.bitselect(a0, i32x4.shl(a1, 16), early), v128.bitselect(b0, i32x4.shl(b1, 16), early));
      const a = v128.bitselect(i32x4.shr_u(a0, 16), a1, early);
      storeFolded(at + lineBytes, a, v128.bitselect(i32x4.shr_u(b0, 16), b1, early));
    }
  }
}

/**
 * Adds the energies of folded lines.
 *
 * @param folded  pairs of a line, 1 to 3
 * @param cosines  u32[frequencies][folded]
 */
function addLines(count: i32, folded: i32, frequencies: i32, cosines: usize, worth: v128, out: usize): void {
  if (folded == 1) addFolded(1, count, frequencies, cosines, worth, out);
  else if (folded == 2) addFolded(2, count, frequencies, cosines, worth, out);
  else addFolded(3, count, frequencies, cosines, worth, out);
}

// @ts-ignore: decorator
@inline
function addFolded(folded: usize, count: i32, frequencies: i32, cosines: usize, worth: v128, out: usize): void {
  const bytes = <usize>count * (folded << 4);
  for (let frequency: i32 = 0; frequency < frequencies; frequency++, cosines += folded << 2, out += 16) {
    const first = v128.load32_splat(cosines);
    const second = folded > 1 ? v128.load32_splat(cosines, 4) : first;
    const third = folded > 2 ? v128.load32_splat(cosines, 8) : first;
    let line = (frequency & 1) == 0 ? ODD : EVEN;
    const end = line + bytes;
    let energy = f32x4.splat(0);
    for (; line < end; line += folded << 4) {
      let sum = i32x4.dot_i16x8_s(v128.load(line), first);
      if (folded > 1) sum = i32x4.add(sum, i32x4.dot_i16x8_s(v128.load(line, 16), second));
      if (folded > 2) sum = i32x4.add(sum, i32x4.dot_i16x8_s(v128.load(line, 32), third));
      const amplitude = f32x4.convert_i32x4_s(i32x4.shr_s(sum, 14));
      energy = f32x4.add(energy, f32x4.mul(amplitude, amplitude));
    }
    v128.store(out, f32x4.add(v128.load(out), f32x4.mul(energy, worth)));
  }
}
