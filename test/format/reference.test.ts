/** Our decoder against the one in test/support/reference, which is written from the text of the specification. */
import { describe, expect, test } from 'vitest';
import { checkWasm } from '../support/check-wasm.js';
import { componentBytes, DECODE_MODES, type DecodeMode } from '../support/decode-modes.js';
import { FOOTPRINT_SIZES, type FootprintSize } from '../support/footprints.js';
import { randomLegalBlocks } from '../support/random-block.js';
import { referenceDecode } from '../support/reference/decode.js';
import { Rng } from '../support/rng.js';
import { scaledCount } from '../support/scale.js';

/** Blocks of each kind (random bytes, random legal) a footprint and mode. */
const BLOCK_COUNT = scaledCount(60, 2000);

/** Index of the first block that differs and a line about it, or undefined. */
function firstDifference(blocks: Uint8Array, footprint: FootprintSize, mode: DecodeMode): string | undefined {
  const { texels } = checkWasm().decodeBlocks(blocks, footprint, mode);
  const width = componentBytes(mode.output);
  const view = new DataView(texels.buffer);
  const perBlock = footprint.texelCount * 4;
  for (let block = 0; block * 16 < blocks.length; block++) {
    const bytes = blocks.subarray(block * 16, block * 16 + 16);
    const size = [footprint.width, footprint.height, footprint.depth] as const;
    const { components } = referenceDecode(bytes, size, mode);
    for (let index = 0; index < perBlock; index++) {
      const offset = (block * perBlock + index) * width;
      const ours = width === 1 ? view.getUint8(offset) : view.getUint16(offset, true);
      if (ours === components[index]) continue;
      const hex = Buffer.from(bytes).toString('hex');
      return `${hex} texel ${index >> 2} component ${index & 3}: ${ours}, reference ${components[index]}`;
    }
  }
  return undefined;
}

describe.each(FOOTPRINT_SIZES)('$name decodes as the specification says', (footprint) => {
  test.each(DECODE_MODES)('$profile to $output', (mode) => {
    const rng = Rng.named(`reference ${footprint.name} ${mode.profile} ${mode.output}`);
    const legal = randomLegalBlocks(checkWasm(), rng, footprint, BLOCK_COUNT);
    expect(firstDifference(legal, footprint, mode)).toBeUndefined();
    expect(firstDifference(rng.bytes(BLOCK_COUNT * 16), footprint, mode)).toBeUndefined();
  });
});
