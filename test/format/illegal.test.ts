/** Every way to be an illegal encoding, once: reason, error color, and what the witnesses make of it. */
import { describe, expect, test } from 'vitest';
import { checkWasm } from '../support/check-wasm.js';
import { componentBytes, DECODE_MODES, type DecodeMode, isHdr } from '../support/decode-modes.js';
import { type FootprintSize, footprintSize } from '../support/footprints.js';
import { ILLEGAL_REASONS, type IllegalReason } from '../support/illegal-reasons.js';
import { decodeNative, packagedAstcenc } from '../support/native-astcenc.js';
import { randomBlock } from '../support/random-block.js';
import { referenceBlockMode } from '../support/reference/block-mode.js';
import { referenceDecode } from '../support/reference/decode.js';
import { sequenceBits } from '../support/reference/sequence.js';
import { Rng } from '../support/rng.js';

const wasm = checkWasm();
const large = footprintSize('12x12');

/** A block of the given 64 low and high bits. */
function blockOf(low: bigint, high = 0n): Uint8Array {
  const block = new Uint8Array(16);
  const view = new DataView(block.buffer);
  view.setBigUint64(0, low, true);
  view.setBigUint64(8, high, true);
  return block;
}

/** The first block mode that satisfies a condition on its grid, planes and bits. */
function findMode(matches: (weightCount: number, weightBits: number, planeCount: number) => boolean): bigint {
  for (let mode = 0; mode < 2048; mode++) {
    const fields = referenceBlockMode(mode);
    if (fields === undefined) continue;
    const planeCount = fields.isDualPlane ? 2 : 1;
    const weightCount = fields.width * fields.height * planeCount;
    if (matches(weightCount, sequenceBits(weightCount, fields.range), planeCount)) return BigInt(mode);
  }
  throw new Error('no block mode matches');
}

const fourPartitions = 3n << 11n;
const isLegal = (count: number, bits: number) => count <= 64 && bits >= 24 && bits <= 96;
const smallMode = findMode((count, bits, planes) => isLegal(count, bits) && bits === 24 && planes === 1);
const heavyMode = findMode((count, bits, planes) => isLegal(count, bits) && bits === 96 && planes === 1);
const dualMode = findMode((count, bits, planes) => isLegal(count, bits) && planes === 2);
const voidExtent = (extent: readonly bigint[]) =>
  0xdfcn | (extent[0]! << 12n) | (extent[1]! << 25n) | (extent[2]! << 38n) | (extent[3]! << 51n);

const CASES: readonly { name: string; reason: IllegalReason; block: Uint8Array; footprint?: FootprintSize }[] = [
  { name: 'all bits zero', reason: 'reserved block mode', block: blockOf(0n) },
  { name: 'a mode with bits 8 to 6 set', reason: 'reserved block mode', block: blockOf(0x1c4n) },
  { name: '65 weights or more', reason: 'more than 64 weights', block: blockOf(findMode((count) => count > 64)) },
  {
    name: '23 bits of weights or fewer',
    reason: 'weight bits outside 24..96',
    block: blockOf(findMode((count, bits) => count <= 64 && bits < 24)),
  },
  {
    name: '97 bits of weights or more',
    reason: 'weight bits outside 24..96',
    block: blockOf(findMode((count, bits) => count <= 64 && bits > 96)),
  },
  {
    name: 'a 5x4 grid in a 4x4 footprint',
    reason: 'grid larger than the footprint',
    block: blockOf(0xd2n | (8n << 13n)),
    footprint: footprintSize('4x4'),
  },
  {
    name: 'four partitions in two planes',
    reason: 'two planes with four partitions',
    block: blockOf(dualMode | fourPartitions),
  },
  {
    name: 'four partitions of 8 integers each',
    reason: 'more than 18 color integers',
    block: blockOf(smallMode | fourPartitions | (12n << 25n)),
  },
  {
    name: 'RGBA endpoints beside 96 bits of weights',
    reason: 'too few bits for colors',
    block: blockOf(heavyMode | (12n << 13n)),
  },
  {
    name: 'a void extent with bit 10 cleared',
    reason: 'void extent with reserved bits cleared',
    block: blockOf(0xffff_ffff_ffff_f9fcn),
  },
  {
    name: 'a void extent with bit 11 cleared',
    reason: 'void extent with reserved bits cleared',
    block: blockOf(0xffff_ffff_ffff_f5fcn),
  },
  {
    name: 'a void extent of no width',
    reason: 'void extent with crossed coordinates',
    block: blockOf(voidExtent([7n, 7n, 0n, 9n])),
  },
  {
    name: 'a void extent of no height',
    reason: 'void extent with crossed coordinates',
    block: blockOf(voidExtent([0n, 9n, 7n, 7n])),
  },
  {
    name: 'a void extent upside down',
    reason: 'void extent with crossed coordinates',
    block: blockOf(voidExtent([0n, 9n, 8n, 7n])),
  },
  {
    name: 'a void extent with three coordinates all ones',
    reason: 'void extent with crossed coordinates',
    block: blockOf(voidExtent([0x1fffn, 0x1fffn, 0x1ffen, 0x1fffn])),
  },
];

test('every reason has a case', () => {
  expect(new Set(CASES.map(({ reason }) => reason))).toEqual(new Set(ILLEGAL_REASONS.slice(1)));
});

/** Components of the error color in a mode. */
function errorColor(mode: DecodeMode): number[] {
  if (isHdr(mode.profile)) return [0xffff, 0xffff, 0xffff, 0xffff];
  return { unorm8: [255, 0, 255, 255], unorm16: [65535, 0, 65535, 65535], float16: [0x3c00, 0, 0x3c00, 0x3c00] }[
    mode.output
  ];
}

function components(texels: Uint8Array, mode: DecodeMode): number[] {
  return componentBytes(mode.output) === 1 ? [...texels] : [...new Uint16Array(texels.buffer)];
}

describe.each(CASES)('$name', ({ reason, block, footprint = large }) => {
  test(`is illegal: ${reason}`, () => {
    expect(ILLEGAL_REASONS[wasm.unpack(block, footprint).reason]).toBe(reason);
  });

  test.each(DECODE_MODES)('decodes to the error color in $profile to $output, as the reference has it', (mode) => {
    const decoded = wasm.decodeBlocks(block, footprint, mode);
    const wanted = Array.from({ length: footprint.texelCount }, () => errorColor(mode)).flat();
    expect(decoded.errorCount).toBe(1);
    expect(components(decoded.texels, mode)).toEqual(wanted);
    const reference = referenceDecode(block, [footprint.width, footprint.height, footprint.depth], mode);
    expect(reference).toEqual({ components: wanted, isIllegal: true });
  });
});

const native = packagedAstcenc();
if (typeof native === 'string') console.warn(`SKIPPED native astcenc on illegal blocks: ${native}`);
test.skipIf(typeof native === 'string').each(['linear', 'srgb', 'hdrRgb', 'hdr'] as const)(
  'native astcenc gives the error color for all of them in %s',
  (profile) => {
    if (typeof native === 'string') return;
    for (const { name, block, footprint = large } of CASES) {
      const { texels, output } = decodeNative(native, block, footprint, profile);
      const wanted = Array.from({ length: footprint.texelCount }, () => errorColor({ profile, output })).flat();
      expect([name, components(texels, { profile, output })]).toEqual([name, wanted]);
    }
  },
);

describe('what is legal but not in an LDR profile', () => {
  const footprint = footprintSize('4x4');
  const linear: DecodeMode = { profile: 'linear', output: 'unorm8' };

  test('a float16 void extent decodes to magenta there and to its color in HDR', () => {
    const block = wasm.pack({
      kind: 'void-float16',
      color: [0x3c00, 0x4000, 0x7bff, 0x3800],
      extent: [0x1fff, 0x1fff, 0x1fff, 0x1fff],
    });
    expect(wasm.unpack(block, footprint).reason).toBe(0);
    const ldr = wasm.decodeBlocks(block, footprint, linear);
    expect([ldr.errorCount, ...ldr.texels.subarray(0, 4)]).toEqual([1, 255, 0, 255, 255]);
    const mode: DecodeMode = { profile: 'hdr', output: 'float16' };
    const hdr = wasm.decodeBlocks(block, footprint, mode);
    expect([hdr.errorCount, ...components(hdr.texels, mode).slice(0, 4)]).toEqual([0, 0x3c00, 0x4000, 0x7bff, 0x3800]);
  });

  test('of a block with an HDR and an LDR partition only the texels of the HDR one become magenta', () => {
    const rng = Rng.named('half hdr');
    for (let found = 0; found < 20; ) {
      const symbolic = randomBlock(rng, footprint, [0, 1, 2, 3]);
      if (symbolic.kind !== 'partitioned' || symbolic.cem.length !== 2 || symbolic.plane2Component >= 0) continue;
      if (symbolic.cem[0]! < 2 === symbolic.cem[1]! < 2) continue;
      const { texels, errorCount } = wasm.decodeBlocks(wasm.pack(symbolic), footprint, linear);
      const hdrPartition = symbolic.cem[0]! >= 2 ? 0 : 1;
      for (let texel = 0; texel < 16; texel++) {
        const partition = wasm.call('selectPartition', symbolic.partitionSeed, texel % 4, texel >> 2, 0, 2, 16);
        const [r, g, b, a] = texels.subarray(texel * 4, texel * 4 + 4);
        // An LDR luminance block is gray.
        if (partition === hdrPartition) expect([r, g, b, a]).toEqual([255, 0, 255, 255]);
        else expect([r, b, a]).toEqual([g, g, 255]);
      }
      expect(errorCount).toBe(1);
      found++;
    }
  });
});
