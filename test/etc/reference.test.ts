/** Our ETC and EAC decoder against the one in test/support/reference, written from the text of the specification. */
import { describe, expect, test } from 'vitest';
import { checkWasm } from '../support/check-wasm.js';
import { decodeEtcBlocks, ETC_FORMATS, randomEtcBlocks } from '../support/etc-blocks.js';
import { type EtcFormat, etcBlockBytes, referenceEtcDecode, referenceEtcMode } from '../support/reference/etc.js';
import { Rng } from '../support/rng.js';
import { scaledCount } from '../support/scale.js';

/** Blocks a format and output. */
const BLOCK_COUNT = scaledCount(100_000);

/** Blocks decoded at a time. */
const BATCH = 10_000;

const MODES: Readonly<Partial<Record<EtcFormat, readonly string[]>>> = {
  etc1: ['individual', 'differential', 'illegal'],
  'etc2-rgb': ['individual', 'differential', 'T', 'H', 'planar'],
  'etc2-rgba1': ['differential', 'T', 'H', 'planar'],
  'etc2-rgba': ['individual', 'differential', 'T', 'H', 'planar'],
};

/** A line about the first block that differs, or undefined. */
function firstDifference(blocks: Uint8Array, format: EtcFormat, bits: 8 | 16): string | undefined {
  const { texels } = decodeEtcBlocks(checkWasm(), blocks, format, bits);
  const blockBytes = etcBlockBytes(format);
  for (let block = 0; block * blockBytes < blocks.length; block++) {
    const bytes = blocks.subarray(block * blockBytes, (block + 1) * blockBytes);
    const expected = referenceEtcDecode(bytes, format, bits);
    for (let index = 0; index < 64; index++) {
      const ours = texels[block * 64 + index];
      if (ours === expected[index]) continue;
      const hex = Buffer.from(bytes).toString('hex');
      return `${hex} texel ${index >> 2} component ${index & 3}: ${ours}, reference ${expected[index]}`;
    }
  }
  return undefined;
}

describe.each(ETC_FORMATS)('%s decodes as the specification says', (format) => {
  test.each([8, 16] as const)('%i bits a component', (bits) => {
    const rng = Rng.named(`etc reference ${format} ${bits}`);
    // The scale from 8 and 11 bits to 16 is a function of single values: a share of the blocks reaches them all.
    const count = bits === 8 ? BLOCK_COUNT : BLOCK_COUNT / 5;
    for (let done = 0; done < count; done += BATCH) {
      expect(firstDifference(randomEtcBlocks(rng, format, BATCH), format, bits)).toBeUndefined();
    }
  });
});

describe.each(Object.keys(MODES) as EtcFormat[])('random blocks of %s', (format) => {
  test('reach every mode thousands of times in a run', () => {
    const blocks = randomEtcBlocks(Rng.named(`etc modes ${format}`), format, 100_000);
    const counts = new Map<string, number>();
    for (let offset = 0; offset < blocks.length; offset += etcBlockBytes(format)) {
      const mode = referenceEtcMode(blocks.subarray(offset, offset + etcBlockBytes(format)), format);
      counts.set(mode, (counts.get(mode) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([...MODES[format]!].sort());
    expect(Math.min(...counts.values())).toBeGreaterThan(2000);
  });
});

test('only ETC1 has blocks without meaning, and counts them', () => {
  for (const format of ETC_FORMATS) {
    const blocks = randomEtcBlocks(Rng.named(`etc count ${format}`), format, 2000);
    const { errorCount } = decodeEtcBlocks(checkWasm(), blocks, format, 8);
    let expected = 0;
    for (let offset = 0; format === 'etc1' && offset < blocks.length; offset += 8) {
      if (referenceEtcMode(blocks.subarray(offset, offset + 8), format) === 'illegal') expected++;
    }
    expect(errorCount).toBe(expected);
    expect(errorCount > 0).toBe(format === 'etc1');
  }
});
