/** The ETC and EAC formats for tests: their numbers in the binary, random blocks, and rows decoded by the check binary. */
import type { CheckWasm } from './check-wasm.js';
import { type EtcFormat, etcBlockBytes } from './reference/etc.js';
import type { Rng } from './rng.js';

/** In the order of assembly/etc/formats.ts. */
export const ETC_FORMATS: readonly EtcFormat[] = [
  'etc1',
  'etc2-rgb',
  'etc2-rgba1',
  'etc2-rgba',
  'eac-r11',
  'eac-rg11',
  'eac-r11-snorm',
  'eac-rg11-snorm',
];

/** Random blocks; in every fourth block each byte is random, 0 or 255, so that extremes meet. */
export function randomEtcBlocks(rng: Rng, format: EtcFormat, count: number): Uint8Array {
  const blockBytes = etcBlockBytes(format);
  const blocks = rng.bytes(count * blockBytes);
  for (let block = 0; block < count; block += 4) {
    for (let byte = 0; byte < blockBytes; byte++) {
      const choice = rng.below(4);
      if (choice < 2) blocks[block * blockBytes + byte] = choice * 255;
    }
  }
  return blocks;
}

/** Texels of blocks, each block's 16 RGBA texels together, row-major; `errorCount` as the binary returns it. */
export function decodeEtcBlocks(wasm: CheckWasm, blocks: Uint8Array, format: EtcFormat, bits: 8 | 16) {
  const status = wasm.call('prepareEtcDecoder', ETC_FORMATS.indexOf(format), bits === 8 ? 0 : 1);
  if (status !== 0) throw new Error(`prepareEtcDecoder ${format}: ${status}`);
  const blockBytes = etcBlockBytes(format);
  const texelBytes = bits / 2;
  const count = blocks.length / blockBytes;
  const blocksPtr = wasm.reserve(blocks.length + count * 16 * texelBytes);
  const texelsPtr = blocksPtr + blocks.length;
  wasm.bytes.set(blocks, blocksPtr);
  let errorCount = 0;
  for (let block = 0; block < count; block++) {
    const outPtr = texelsPtr + block * 16 * texelBytes;
    errorCount += wasm.call('decodeEtcRow', blocksPtr + block * blockBytes, 1, 4, 4, outPtr, 4 * texelBytes);
  }
  const bytes = wasm.read(texelsPtr, count * 16 * texelBytes);
  const texels = bits === 8 ? bytes : new Uint16Array(bytes.buffer);
  return { texels, errorCount };
}
