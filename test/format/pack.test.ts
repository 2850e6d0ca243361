/** Packer and unpacker undo each other. */
import { describe, expect, test } from 'vitest';
import { checkWasm } from '../support/check-wasm.js';
import { FOOTPRINT_SIZES, footprintSize } from '../support/footprints.js';
import { HDR_CEMS, LDR_CEMS, randomBlock } from '../support/random-block.js';
import { Rng, TEST_SEED } from '../support/rng.js';
import { scaledCount } from '../support/scale.js';

const wasm = checkWasm();
const BLOCK_COUNT = scaledCount(1500, 40_000);

describe.each(FOOTPRINT_SIZES)('$name', (footprint) => {
  test('any legal block unpacks to what was packed, and packs to the same bytes again', () => {
    const rng = Rng.named(`pack ${footprint.name}`);
    for (let count = 0; count < BLOCK_COUNT; count++) {
      const symbolic = randomBlock(rng, footprint);
      const bytes = wasm.pack(symbolic);
      const unpacked = wasm.unpack(bytes, footprint);
      expect(unpacked, `seed ${TEST_SEED}, block ${count}`).toEqual({ reason: 0, symbolic });
      expect(wasm.pack(unpacked.symbolic)).toEqual(bytes);
    }
  });

  test('any bytes that are a legal block decode the same after unpacking and packing', () => {
    const rng = Rng.named(`repack ${footprint.name}`);
    const mode = { profile: 'hdr', output: 'float16' } as const;
    const originals: Uint8Array[] = [];
    const repacked: Uint8Array[] = [];
    for (let count = 0; count < BLOCK_COUNT * 4; count++) {
      const bytes = rng.bytes(16);
      // Half of them with several partitions that state their modes one by one.
      if (count & 1) bytes.set([bytes[1]! | 0x08, bytes[2]! | 0x80], 1);
      const { reason, symbolic } = wasm.unpack(bytes, footprint);
      if (reason !== 0) continue;
      originals.push(bytes);
      repacked.push(wasm.pack(symbolic));
    }
    expect(originals.length).toBeGreaterThan(BLOCK_COUNT / 20);
    const texels = (blocks: Uint8Array[]) => wasm.decodeBlocks(Buffer.concat(blocks), footprint, mode).texels;
    expect(Buffer.compare(texels(repacked), texels(originals))).toBe(0);
  });
});

describe('what the random blocks of these tests cover', () => {
  const rng = Rng.named('coverage');
  const footprint = footprintSize('6x6');
  const blocks = Array.from({ length: 4000 }, () => randomBlock(rng, footprint));
  const partitioned = blocks.flatMap((block) => (block.kind === 'partitioned' ? [block] : []));

  test('all 16 endpoint modes', () => {
    const cems = new Set(partitioned.flatMap((block) => block.cem));
    expect(cems.size).toBe(LDR_CEMS.length + HDR_CEMS.length);
  });

  test('1 to 4 partitions, with equal and with differing modes, in one plane', () => {
    const single = partitioned.filter((block) => block.plane2Component < 0);
    const isMixed = (cem: number[]) => new Set(cem).size > 1;
    const kinds = new Set(single.map(({ cem }) => `${cem.length}${isMixed(cem) ? ' mixed' : ''}`));
    expect([...kinds].sort()).toEqual(['1', '2', '2 mixed', '3', '3 mixed', '4', '4 mixed']);
  });

  test('1 to 3 partitions in two planes, the second one for any component', () => {
    const dual = partitioned.filter((block) => block.plane2Component >= 0);
    expect(new Set(dual.map(({ cem }) => cem.length))).toEqual(new Set([1, 2, 3]));
    expect(new Set(dual.map(({ plane2Component }) => plane2Component))).toEqual(new Set([0, 1, 2, 3]));
  });

  test('every quant level of weights and of colors', () => {
    expect(new Set(partitioned.map((block) => block.weightQuantLevel)).size).toBe(12);
    expect(new Set(partitioned.map((block) => block.colorQuantLevel)).size).toBe(17);
  });

  test('void extents of both kinds', () => {
    expect(new Set(blocks.map((block) => block.kind)).size).toBe(3);
  });
});

test('a symbolic block that is illegal packs to zeros, which no decoder takes for a legal block', () => {
  const bytes = wasm.pack({ kind: 'illegal', reason: 3 });
  expect(bytes).toEqual(new Uint8Array(16));
  expect(wasm.unpack(bytes, footprintSize('6x6')).reason).toBe(1);
});
