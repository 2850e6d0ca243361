/** Symbolic block → 16 bytes in a shader: every bit as the codec's packer has it, and as astcenc understands it. */
import { describe, expect, it } from 'vitest';
import { buildTables } from '../../src/gpu/tables.js';
import { checkWasm, readCheckModule } from '../support/check-wasm.js';
import { FOOTPRINT_SIZES, footprintSize } from '../support/footprints.js';
import { openTestDevice, openTestGpu } from '../support/gpu.js';
import { decodeNative, packagedAstcenc } from '../support/native-astcenc.js';
import { HDR_CEMS, LDR_CEMS } from '../support/random-block.js';
import { Rng } from '../support/rng.js';
import type { PartitionedBlock } from '../support/symbolic-block.js';
import { randomPartitioned, symbolicWords } from './integer-blocks.js';
import { runIntegers } from './integer-runner.js';

const FLAT = FOOTPRINT_SIZES.filter(({ depth }) => depth === 1);
const PACKER_FILES = [
  'astc/tables',
  'astc/symbolic-block',
  'astc/block-bits',
  'astc/integer-sequence',
  'astc/color-bits',
  'astc/pack-block',
] as const;

const gpu = await openTestGpu();
const device = gpu && (await openTestDevice(gpu));
const wasm = checkWasm();
/** Nothing of packing depends on the footprint. */
const tables = buildTables(readCheckModule(), 0);

const bytesOf = (words: Uint32Array) => new Uint8Array(words.buffer, words.byteOffset, words.byteLength);

function packOnGpu(blocks: readonly PartitionedBlock[]): Promise<Uint32Array> {
  return runIntegers(device!, {
    tables,
    files: PACKER_FILES,
    inputType: 'SymbolicBlock',
    body: 'symbolic = given; putFour(0u, packBlock());',
    input: symbolicWords(blocks),
    inputCount: blocks.length,
    outputWords: 4,
  });
}

describe.skipIf(!device)('packing in a shader', () => {
  it('gives the bits of the codec for every kind of block of every footprint', async () => {
    const rng = Rng.named('gpu pack');
    const cems = [...LDR_CEMS, ...HDR_CEMS];
    const blocks = FLAT.flatMap((footprint) =>
      Array.from({ length: 600 }, () => randomPartitioned(rng, footprint, cems)),
    );
    const kinds = new Set(
      blocks.map(({ cem, plane2Component }) => [cem.length, new Set(cem).size > 1, plane2Component >= 0].join()),
    );
    // One partition cannot mix its modes, four cannot have two planes.
    expect(kinds.size).toBe(2 + 4 + 4 + 2);
    expect(new Set(blocks.map(({ colorQuantLevel }) => colorQuantLevel)).size).toBe(17);
    expect(new Set(blocks.map(({ weightQuantLevel }) => weightQuantLevel)).size).toBe(12);
    const packed = bytesOf(await packOnGpu(blocks));
    for (const [index, block] of blocks.entries()) {
      expect([...packed.subarray(index * 16, index * 16 + 16)], JSON.stringify(block)).toEqual([...wasm.pack(block)]);
    }
  });

  it('gives what native astcenc decodes as the codec does', async ({ skip }) => {
    const native = packagedAstcenc();
    if (typeof native === 'string') return skip(native);
    const rng = Rng.named('gpu pack native');
    for (const name of ['4x4', '6x5', '12x12'] as const) {
      const footprint = footprintSize(name);
      const blocks = Array.from({ length: 600 }, () => randomPartitioned(rng, footprint));
      const packed = bytesOf(await packOnGpu(blocks));
      const ours = wasm.decodeBlocks(packed, footprint, { profile: 'linear', output: 'unorm8' });
      expect(ours.errorCount).toBe(0);
      expect(decodeNative(native, packed, footprint, 'linear').texels).toEqual(ours.texels);
    }
  });

  it('gives void extents of any color', async () => {
    const rng = Rng.named('gpu void extent');
    const colors = Array.from({ length: 256 }, () => Array.from({ length: 4 }, () => rng.below(65536)));
    colors.push([0, 0, 0, 0], [65535, 65535, 65535, 65535]);
    const packed = await runIntegers(device!, {
      tables,
      files: PACKER_FILES,
      inputType: 'vec4u',
      body: 'putFour(0u, packVoidExtent(given));',
      input: Uint32Array.from(colors.flat()),
      inputCount: colors.length,
      outputWords: 4,
    });
    const extent = [0x1fff, 0x1fff, 0x1fff, 0x1fff];
    for (const [index, color] of colors.entries()) {
      const expected = wasm.pack({ kind: 'void-unorm16', color, extent });
      expect([...bytesOf(packed).subarray(index * 16, index * 16 + 16)]).toEqual([...expected]);
    }
  });
});
