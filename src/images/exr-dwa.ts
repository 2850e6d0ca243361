/** What is checked of DWA chunks before the loader sees them: it allocates what they say, and knows some of them alone. */
import { AstcError } from '../errors.js';
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
  if (data.length < HEADER_BYTES) throw invalidImage('exr', 'a DWA chunk that is cut');
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const read = (field: keyof typeof FIELDS) => Number(view.getBigUint64(FIELDS[field] * 8, true));
  const packed = read('unknownPacked') + read('acPacked') + read('dcPacked') + read('rlePacked');
  if (packed + HEADER_BYTES > data.length) throw invalidImage('exr', 'a DWA chunk that is cut');
  // A block of 8x8 coefficients may be one of few pixels; runs may take more than their bytes.
  const mostCoefficients = unpackedBytes * 64;
  const isLying =
    Math.max(read('acCount'), read('dcCount')) > mostCoefficients ||
    read('rleRaw') > unpackedBytes ||
    read('rleBytes') > unpackedBytes * 2 + SPARE_RUN_BYTES;
  if (isLying) throw invalidImage('exr', 'a DWA chunk of more than there is');
  const isHuffman = read('method') === 0 || read('acPacked') === 0;
  if (read('version') === 2 && read('unknownBytes') === 0 && isHuffman) return;
  throw new AstcError('E_UNSUPPORTED', 'an OpenEXR image of DWA with other channels than R, G, B, A and Y', {
    hint: 'write it with ZIP compression',
  });
}
