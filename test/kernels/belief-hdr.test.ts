/**
 * HDR blocks: what the search believes of its best candidate is what a decoder shows, native astcenc decodes what is
 * written as we do, and halves that no texture holds become those that the format has for them.
 */
import { describe, expect, it } from 'vitest';
import { CheckWasm, readCheckModule } from '../support/check-wasm.js';
import { type FootprintSize, footprintSize } from '../support/footprints.js';
import { decodeNative, packagedAstcenc } from '../support/native-astcenc.js';
import { Rng } from '../support/rng.js';
import { TwinChecker } from './search-kernels.js';
import { type HostBuffer, prepareInstance } from './search-walk.js';

const PIXEL_HALF = 2;
const PROFILES = { hdrRgb: 2, hdr: 3 } as const;
type Profile = keyof typeof PROFILES;
const BLOCKS = 120;
const PLANE_BYTES = 480;
/** A step has 64 units of the planes. */
const UNIT = 64;
/** Rounding of pixel, endpoint and interpolation together, in steps; a half near 1.0 is cut to an eighth of an LDR step. */
const ROUNDING = 0.016;
const LDR_ALPHA_ROUNDING = 0.13;

const NATIVE = packagedAstcenc();

/** The search's binary at work on one block at a time. */
class BlockEncoder {
  readonly checker = new TwinChecker(readCheckModule('check-search'), new Map());
  readonly host: HostBuffer;

  constructor(readonly footprint: FootprintSize) {
    this.host = prepareInstance(this.checker, footprint.id);
  }

  configure(profile: Profile, quality: number): void {
    const status = this.checker.call('configureEncoder', this.footprint.id, PROFILES[profile], 0, quality, 1, 1, 1, 1);
    expect(status).toBe(0);
  }

  encode(halves: Uint16Array): Uint8Array {
    const { width, height, depth } = this.footprint;
    const { pixelsPtr, blocksPtr } = this.host;
    this.checker.bytes().set(new Uint8Array(halves.buffer), pixelsPtr);
    expect(this.checker.call('encodeRow', pixelsPtr, width * 8, PIXEL_HALF, width, height, blocksPtr, depth)).toBe(0);
    return this.checker.bytes().slice(blocksPtr, blocksPtr + 16);
  }

  /** The planes that halves become, a component after the other. */
  planes(halves: Uint16Array): Int16Array[] {
    const { width, height, depth, texelCount } = this.footprint;
    const { pixelsPtr } = this.host;
    const stride = width * 8;
    this.checker.bytes().set(new Uint8Array(halves.buffer), pixelsPtr);
    this.checker.call('loadBlock', pixelsPtr, stride, stride * height, PIXEL_HALF, 0, width, height, depth);
    const planes = this.checker.call('stagePlanes');
    return [0, 1, 2, 3].map((component) => {
      const from = planes + component * PLANE_BYTES;
      return new Int16Array(this.checker.bytes().slice(from, from + 2 * texelCount).buffer);
    });
  }
}

/** Patches of some stops, smooth inside, of one hue or several; alpha opaque or not. */
function makeBlock(rng: Rng, { width, height, depth }: FootprintSize): Uint16Array {
  const halves = new Uint16Array(width * height * depth * 4);
  const hasAlpha = rng.once(3);
  const isGrey = rng.once(4);
  const patches = [0, 1].map(() => {
    const level = 0x1000 + rng.below(0x4000);
    const slope = rng.below(2 ** rng.between(0, 9));
    return [0, 1, 2].map(() => ({ base: level + (isGrey ? 0 : rng.below(2 ** rng.between(1, 11))), slope }));
  });
  const edge = rng.once(2) ? 0 : rng.below(width + height);
  for (let row = 0; row < height * depth; row++) {
    for (let x = 0; x < width; x++) {
      const patch = patches[x + (row % height) < edge ? 0 : 1]!;
      const at = (row * width + x) * 4;
      patch.forEach(({ base, slope }, c) => {
        // Ends of lines may lie above the largest half, where a decoder clamps: such blocks decode better than believed.
        halves[at + c] = Math.min(0x7000, base + slope * (x + row) + (isGrey ? 0 : rng.below(8)));
      });
      halves[at + 3] = hasAlpha ? 0x3000 + rng.below(0x0c01) : 0x3c00;
    }
  }
  return halves;
}

/** Σ of squared differences in steps, and how far rounding may move it. */
function planeError(a: Int16Array[], b: Int16Array[], profile: Profile): { error: number; slack: number } {
  let [error, slack] = [0, 1e-4];
  a.forEach((plane, component) => {
    const rounding = component === 3 && profile === 'hdrRgb' ? LDR_ALPHA_ROUNDING : ROUNDING;
    plane.forEach((value, texel) => {
      const difference = Math.abs(value - b[component]![texel]!) / UNIT;
      error += difference ** 2;
      slack += rounding * (2 * difference + rounding);
    });
  });
  return { error, slack };
}

describe.each(Object.keys(PROFILES) as Profile[])('HDR blocks, %s', (profile) => {
  it.each(['4x4', '5x5', '6x6', '8x8', '12x12', '4x4x4'] as const)('%s blocks decode as believed', (name) => {
    const footprint = footprintSize(name);
    const encoder = new BlockEncoder(footprint);
    const check = new CheckWasm();
    const blocks: Uint8Array[] = [];
    for (const quality of [0, 60, 98]) {
      encoder.configure(profile, quality);
      for (let index = 0; index < BLOCKS; index++) {
        const pixels = makeBlock(Rng.named(`belief hdr ${name} ${index}`), footprint);
        const block = encoder.encode(pixels);
        blocks.push(block);
        if (check.unpack(block, footprint).symbolic.kind !== 'partitioned') continue;
        const believed = encoder.checker.call('stageBestError');
        const { texels } = check.decodeBlocks(block, footprint, { profile, output: 'float16' });
        const shown = new Uint16Array(texels.slice().buffer);
        const { error, slack } = planeError(encoder.planes(pixels), encoder.planes(shown), profile);
        expect(Math.abs(error - believed), `block ${index} at quality ${quality}: ${error}`).toBeLessThan(slack);
      }
    }
    if (typeof NATIVE === 'string') return;
    const all = Uint8Array.from(blocks.flatMap((block) => [...block]));
    const native = decodeNative(NATIVE, all, footprint, profile);
    const ours = check.decodeBlocks(all, footprint, { profile, output: native.output });
    expect(Buffer.compare(ours.texels, native.texels), 'native astcenc decodes the same').toBe(0);
  });

  const NAN = 0x7e00;
  const BOTH = [
    ['zero', 0x0000, 0x0000],
    ['minus zero', 0x8000, 0x0000],
    ['a negative value', 0xc000, 0x0000],
    ['the least denormal', 0x0001, 0x0001],
    ['the largest value', 0x7bff, 0x7bff],
    ['infinity', 0x7c00, 0x7bff],
    ['minus infinity', 0xfc00, 0x0000],
    ['NaN', NAN, 0x0000],
    ['negative NaN', 0xfe00, 0x0000],
    ['one third', 0x3555, 0x3555],
  ] as const;
  it.each(BOTH)('a block of %s is a void extent of the half that stands for it', (_, half, expected) => {
    const footprint = footprintSize('4x4');
    const encoder = new BlockEncoder(footprint);
    encoder.configure(profile, 60);
    const block = encoder.encode(new Uint16Array(64).fill(half));
    const { symbolic } = new CheckWasm().unpack(block, footprint);
    if (symbolic.kind !== 'void-float16') throw new Error(`the block is ${symbolic.kind}`);
    const alpha = profile === 'hdrRgb' ? Math.min(expected, 0x3c00) : expected;
    expect(symbolic.color).toEqual([expected, expected, expected, alpha]);
  });

  it('every half comes back from its plane within one', () => {
    const footprint = footprintSize('12x12');
    const encoder = new BlockEncoder(footprint);
    encoder.configure('hdr', 60);
    const { texelCount } = footprint;
    for (let first = 0; first <= 0x7bff; first += texelCount) {
      const halves = Uint16Array.from({ length: texelCount * 4 }, (_, i) => Math.min(0x7bff, first + (i >> 2)));
      const [red, , , alpha] = encoder.planes(halves);
      expect(alpha).toEqual(red);
      red!.forEach((value, texel) => {
        const [shown, half] = [halfOfLog(value * 4), halves[4 * texel]!];
        expect(Math.abs(shown - half), `${half} became ${value}, ${shown}`).toBeLessThanOrEqual(1);
      });
    }
  });
});

/** What a decoder makes of 16 bits of the logarithmic scale. Spec: KDFS 1.4, ASTC "Weight Application". */
function halfOfLog(c: number): number {
  const [exponent, mantissa] = [c >> 11, c & 0x7ff];
  const shaped = mantissa < 512 ? 3 * mantissa : mantissa >= 1536 ? 5 * mantissa - 2048 : 4 * mantissa - 512;
  return Math.min(0x7bff, (exponent << 10) + (shaped >> 3));
}

it('LDR profiles take no halves, HDR profiles nothing else', () => {
  const encoder = new BlockEncoder(footprintSize('4x4'));
  const { checker, host } = encoder;
  const encode = (type: number) => checker.call('encodeRow', host.pixelsPtr, 32, type, 4, 4, host.blocksPtr, 1);
  checker.call('configureEncoder', 0, 0, 0, 60, 1, 1, 1, 1);
  expect([0, 1].map(encode)).toEqual([0, 0]);
  expect(encode(PIXEL_HALF)).not.toBe(0);
  encoder.configure('hdr', 60);
  expect(encode(PIXEL_HALF)).toBe(0);
  expect([0, 1].map(encode)).not.toContain(0);
});
