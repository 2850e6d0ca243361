/**
 * Named blocks with the texels that native astcenc decodes, kept in fixtures/blocks: a witness on machines where the
 * native program does not run. ASTC_UPDATE_FIXTURES=1 writes the file again; see fixtures/blocks/README.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Footprint } from '../../src/types.js';
import { checkWasm } from '../support/check-wasm.js';
import type { ProfileName } from '../support/decode-modes.js';
import { FOOTPRINT_SIZES, type FootprintSize, footprintSize } from '../support/footprints.js';
import { ILLEGAL_REASONS } from '../support/illegal-reasons.js';
import { decodeNative, packagedAstcenc, systemAstcenc } from '../support/native-astcenc.js';
import { randomBlock } from '../support/random-block.js';
import { Rng } from '../support/rng.js';
import type { PartitionedBlock, SymbolicBlock } from '../support/symbolic-block.js';

const FILE = new URL('../../fixtures/blocks/decoded.json', import.meta.url);

/** What each profile is decoded to: unorm8 for LDR, float16 for HDR. */
const EXPECTED = { linear: 'unorm8', srgb: 'unorm8', hdr: 'float16' } as const;
type ExpectedProfile = keyof typeof EXPECTED;

interface GoldenBlock {
  name: string;
  footprint: Footprint;
  /** The 16 bytes. */
  hex: string;
  /** Texels as the native program decodes them, little-endian, base64. */
  expect: Record<ExpectedProfile, string>;
}

interface GoldenFile {
  witness: Record<ExpectedProfile, string>;
  blocks: GoldenBlock[];
}

type Wanted = { name: string; footprint: Footprint; matches: (block: SymbolicBlock) => boolean };

const partitioned = (matches: (block: PartitionedBlock) => boolean) => (block: SymbolicBlock) =>
  block.kind === 'partitioned' && matches(block);
const isMixed = (block: PartitionedBlock) => new Set(block.cem).size > 1;
const isPlain = (block: PartitionedBlock) => block.cem.length === 1 && block.plane2Component < 0;
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** The properties that the named blocks show, one each. */
const WANTED: readonly Wanted[] = [
  ...numbers(16).map((cem) => ({
    name: `endpoint-mode-${cem}`,
    footprint: '4x4' as const,
    matches: partitioned((block) => isPlain(block) && block.cem[0] === cem),
  })),
  ...[2, 3, 4].flatMap((count) =>
    [false, true].map((mixed) => ({
      name: `${count}-partitions-${mixed ? 'mixed' : 'equal'}-modes`,
      footprint: '6x6' as const,
      matches: partitioned((block) => block.cem.length === count && isMixed(block) === mixed),
    })),
  ),
  ...[0, 1, 2, 3].map((component) => ({
    name: `second-plane-${'rgba'[component]}`,
    footprint: '5x4' as const,
    matches: partitioned((block) => block.cem.length === 1 && block.plane2Component === component),
  })),
  ...[2, 3].map((count) => ({
    name: `second-plane-${count}-partitions`,
    footprint: '5x5' as const,
    matches: partitioned((block) => block.cem.length === count && block.plane2Component >= 0),
  })),
  ...numbers(12).map((level) => ({
    name: `weight-level-${level}`,
    footprint: '6x5' as const,
    matches: partitioned((block) => isPlain(block) && block.weightQuantLevel === level),
  })),
  ...FOOTPRINT_SIZES.filter(({ depth }) => depth === 1).map(footprintWanted),
  { name: 'void-extent-unorm16', footprint: '4x4', matches: (block) => block.kind === 'void-unorm16' },
  {
    name: 'void-extent-float16',
    footprint: '4x4',
    matches: (block) => block.kind === 'void-float16' && block.color.every((half) => (half & 0x7c00) < 0x7c00),
  },
  ...FOOTPRINT_SIZES.filter(({ depth }) => depth > 1).map(footprintWanted),
  { name: 'void-extent-3d', footprint: '4x4x4', matches: (block) => block.kind === 'void-unorm16' },
];

function footprintWanted({ name }: FootprintSize): Wanted {
  const isLarge = ({ gridWidth, gridHeight, gridDepth }: PartitionedBlock) => gridWidth * gridHeight * gridDepth >= 12;
  return {
    name: `footprint-${name}`,
    footprint: name,
    matches: partitioned((block) => block.cem.length === 2 && isLarge(block)),
  };
}

function updateFile(): void {
  const packaged = packagedAstcenc();
  const system = systemAstcenc();
  if (typeof packaged === 'string' || typeof system === 'string') {
    throw new Error(`fixtures need both native decoders: ${packaged}; ${system}`);
  }
  const witnesses = { linear: packaged, srgb: system, hdr: packaged };
  const rng = Rng.named('golden blocks', 1);
  const blocks = WANTED.map(({ name, footprint, matches }): GoldenBlock => {
    const size = footprintSize(footprint);
    let symbolic = randomBlock(rng, size);
    while (!matches(symbolic)) symbolic = randomBlock(rng, size);
    const bytes = checkWasm().pack(symbolic);
    const decoded = (profile: ExpectedProfile) =>
      Buffer.from(decodeNative(witnesses[profile], bytes, size, profile).texels).toString('base64');
    const expected = { linear: decoded('linear'), srgb: decoded('srgb'), hdr: decoded('hdr') };
    return { name, footprint, hex: Buffer.from(bytes).toString('hex'), expect: expected };
  });
  const witness = { linear: packaged.version, srgb: system.version, hdr: packaged.version };
  writeFileSync(FILE, `${JSON.stringify({ witness, blocks }, null, 1)}\n`);
}

if (process.env.ASTC_UPDATE_FIXTURES === '1') updateFile();
const golden = JSON.parse(readFileSync(FILE, 'utf8')) as GoldenFile;

test('there is a block for every property', () => {
  expect(golden.blocks.map(({ name }) => name)).toEqual(WANTED.map(({ name }) => name));
});

describe.each(golden.blocks)('$name', ({ name, footprint, hex, expect: expected }) => {
  const block = Uint8Array.from(Buffer.from(hex, 'hex'));
  const size = footprintSize(footprint);

  test('has the property of its name', () => {
    const { reason, symbolic } = checkWasm().unpack(block, size);
    expect(ILLEGAL_REASONS[reason]).toBe('legal');
    expect(WANTED.find((wanted) => wanted.name === name)?.matches(symbolic)).toBe(true);
  });

  test.each(Object.keys(EXPECTED) as ExpectedProfile[])('decodes in %s as native astcenc did', (profile) => {
    const mode = { profile: profile as ProfileName, output: EXPECTED[profile] };
    const { texels } = checkWasm().decodeBlocks(block, size, mode);
    expect(Buffer.from(texels).toString('base64')).toBe(expected[profile]);
  });
});
