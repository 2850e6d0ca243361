/** Unpacks zlib data within a bound. Spec: RFC 1950. */
import { unzlibSync } from 'fflate/browser';
import { viewOf } from './numbers.js';
import type { Unpacked } from './unpacked.js';

/** Two bytes of header, four of checksum, and one of the shortest block between them. */
const MIN_BYTES = 7;

export function unpackZlib(data: Uint8Array, capacity: number): Unpacked {
  if (data.length < MIN_BYTES) return 'corrupt';
  // One byte more than there is room for tells what is too long from what just fits.
  const out = new Uint8Array(capacity + 1);
  let content: Uint8Array;
  try {
    content = unzlibSync(data, { out });
  } catch (error) {
    return error instanceof RangeError ? 'long' : 'corrupt';
  }
  if (content.length > capacity) return 'long';
  return adler32(content) === viewOf(data).getUint32(data.length - 4) ? content : 'checksum';
}

/** Largest prime below 2^16, and how many bytes can be summed up before 32 bits overflow. Spec: RFC 1950, "Adler-32". */
const BASE = 65521;
const BYTES_A_RUN = 5552;

function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (let at = 0; at < bytes.length; ) {
    for (const end = Math.min(at + BYTES_A_RUN, bytes.length); at < end; at++) {
      a += bytes[at]!;
      b += a;
    }
    a %= BASE;
    b %= BASE;
  }
  return b * 0x10000 + a;
}
