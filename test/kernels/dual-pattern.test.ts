/**
 * Blocks of two partitions and two planes: the search finds them where they belong, and knows what they decode to.
 * The decoder is the check binary's, and native astcenc's where there is one.
 */
import { describe, expect, it } from 'vitest';
import { CheckWasm, readCheckModule } from '../support/check-wasm.js';
import { footprintSize } from '../support/footprints.js';
import { decodeNative, packagedAstcenc } from '../support/native-astcenc.js';
import { Rng } from '../support/rng.js';
import { TwinChecker } from './search-kernels.js';
import { prepareInstance } from './search-walk.js';

const SIDE = 6;
const BLOCKS = 60;
const LINEAR = 0;
const DECODE_UNORM8 = 1;
const footprint = footprintSize('6x6');

/**
 * RGBA of a block that parts along a line: on each side red and green follow x between colors of their own, blue
 * follows y.
 */
function makeBlock(rng: Rng): Uint8Array {
  const pixels = new Uint8Array(SIDE * SIDE * 4);
  const low = Array.from({ length: 6 }, () => 20 + rng.below(150));
  const step = Array.from({ length: 6 }, () => 6 + rng.below(40));
  const [across, down, edge] = [rng.below(5) - 2, rng.below(5) - 2, rng.below(5) - 2];
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const side = across * (2 * x - 5) + down * (2 * y - 5) > edge ? 3 : 0;
      const color = [x, x, y].map((t, c) => Math.round(low[side + c]! + (step[side + c]! * t) / (SIDE - 1)));
      pixels.set([...color, 255], (y * SIDE + x) * 4);
    }
  }
  return pixels;
}

interface Found {
  pixels: Uint8Array;
  block: Uint8Array;
  believedError: number;
}

/** Blocks the search stores with two partitions and two planes at a quality. */
function searchBlocks(quality: number): Found[] {
  const checker = new TwinChecker(readCheckModule('check-search'), new Map());
  const host = prepareInstance(checker, footprint.id);
  expect(checker.call('configureEncoder', footprint.id, LINEAR, DECODE_UNORM8, quality, 1, 1, 1, 1)).toBe(0);
  const check = new CheckWasm();
  const found: Found[] = [];
  for (let index = 0; index < BLOCKS; index++) {
    const pixels = makeBlock(Rng.named(`dual pattern ${index}`));
    checker.bytes().set(pixels, host.pixelsPtr);
    expect(checker.call('encodeRow', host.pixelsPtr, SIDE * 4, 0, SIDE, SIDE, host.blocksPtr)).toBe(0);
    const block = checker.bytes().slice(host.blocksPtr, host.blocksPtr + 16);
    const { symbolic } = check.unpack(block, footprint);
    if (symbolic.kind !== 'partitioned') continue;
    if (symbolic.cem.length !== 2 || symbolic.plane2Component < 0) continue;
    found.push({ pixels, block, believedError: checker.call('stageBestError') });
  }
  return found;
}

function squaredError(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, value, index) => sum + (value - b[index]!) ** 2, 0);
}

const found = searchBlocks(100);

describe('two partitions with two planes', () => {
  it('are chosen for blocks that part in two while a component goes its own way', () => {
    expect(found.length).toBeGreaterThan(BLOCKS / 4);
  });

  it('are not tried at medium', () => {
    expect(searchBlocks(60)).toEqual([]);
  });

  it('decode to the error that the search believes in', () => {
    const check = new CheckWasm();
    // Up to this error the search counts what the decoder rounds to, above it an estimate.
    const counted = found.filter(({ believedError }) => believedError <= 6 * SIDE * SIDE);
    expect(counted.length).toBeGreaterThan(5);
    for (const { pixels, block, believedError } of counted) {
      const { texels } = check.decodeBlocks(block, footprint, { profile: 'linear', output: 'unorm8' });
      expect(squaredError(texels, pixels)).toBe(believedError);
    }
  });

  const native = packagedAstcenc();
  it.skipIf(typeof native === 'string')(
    `decode natively to the same texels${typeof native === 'string' ? ` (skipped: ${native})` : ''}`,
    () => {
      if (typeof native === 'string') return;
      const blocks = Uint8Array.from(found.flatMap(({ block }) => [...block]));
      const ours = new CheckWasm().decodeBlocks(blocks, footprint, { profile: 'linear', output: 'unorm8' });
      const theirs = decodeNative(native, blocks, footprint, 'linear');
      expect(ours.texels).toEqual(theirs.texels);
    },
  );
});
