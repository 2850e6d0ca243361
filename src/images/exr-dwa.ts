/** What is checked of DWA chunks before the loader sees them: it allocates what they say, and knows some of them alone. */
import { AstcError } from '../errors.js';
import { ExrHuffman } from './exr-huffman.js';
import { invalidImage } from './read-checks.js';

/** 64-bit numbers, in their order. */
const FIELDS = {
  version: 0,
  unknownBytes: 1,
  unknownPacked: 2,
  acPacked: 3,
  dcPacked: 4,
  rlePacked: 5,
  rleBytes: 6,
  rleRaw: 7,
  acCount: 8,
  dcCount: 9,
  method: 10,
} as const;
const HEADER_BYTES = 88;
const SPARE_RUN_BYTES = 1024;

/**
 * @param unpackedBytes  of the chunk
 * @throws {AstcError} E_IMAGE_INVALID, E_UNSUPPORTED
 */
export function checkDwaChunk(data: Uint8Array, unpackedBytes: number): void {
  if (data.length < HEADER_BYTES + 2) throw cut();
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const read = (field: keyof typeof FIELDS) => Number(view.getBigUint64(FIELDS[field] * 8, true));
  const start = endOfRules(data);
  const acPacked = read('acPacked');
  if (start + acPacked + read('dcPacked') + read('rlePacked') > data.length) throw cut();
  // A block of 8x8 coefficients may be one of few pixels; runs may take more than their bytes.
  const mostCoefficients = unpackedBytes * 64;
  const isLying =
    Math.max(read('acCount'), read('dcCount')) > mostCoefficients ||
    read('rleRaw') > unpackedBytes ||
    read('rleBytes') > unpackedBytes * 2 + SPARE_RUN_BYTES;
  if (isLying) throw invalidImage('exr', 'a DWA chunk of more than there is');
  const isHuffman = read('method') === 0 || acPacked === 0;
  if (read('version') === 2 && read('unknownBytes') === 0 && isHuffman) {
    // Damaged codes never end there: here they do.
    if (acPacked > 0) new ExrHuffman(data.subarray(start, start + acPacked)).decode(new Uint16Array(read('acCount')));
    return;
  }
  throw new AstcError('E_UNSUPPORTED', 'an OpenEXR image of DWA with other channels than R, G, B, A and Y', {
    hint: 'write it with ZIP compression',
  });
}

function cut(): AstcError {
  return invalidImage('exr', 'a DWA chunk that is cut');
}

/** Behind the rules that say how channels are packed: names that end in a zero byte, two bytes each. */
function endOfRules(data: Uint8Array): number {
  const end = HEADER_BYTES + data[HEADER_BYTES]! + data[HEADER_BYTES + 1]! * 256;
  let at = HEADER_BYTES + 2;
  while (at < end) {
    const zero = data.indexOf(0, at);
    if (zero < 0 || zero + 3 > end) throw cut();
    at = zero + 3;
  }
  if (at !== end || end > data.length) throw cut();
  return end;
}
