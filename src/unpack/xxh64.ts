/** XXH64, the checksum of Zstandard frames. Spec: xxHash, "XXH64 algorithm description". */
import { viewOf } from './numbers.js';

const PRIME_1 = 0x9e3779b185ebca87n;
const PRIME_2 = 0xc2b2ae3d27d4eb4fn;
const PRIME_3 = 0x165667b19e3779f9n;
const PRIME_4 = 0x85ebca77c2b2ae63n;
const PRIME_5 = 0x27d4eb2f165667c5n;
const STRIPE_BYTES = 32;

const wrap = (value: bigint) => BigInt.asUintN(64, value);
const multiply = (a: bigint, b: bigint) => wrap(a * b);
const rotate = (value: bigint, bits: bigint) => wrap((value << bits) | (value >> (64n - bits)));
const round = (lane: bigint, input: bigint) => multiply(rotate(wrap(lane + input * PRIME_2), 31n), PRIME_1);
const merge = (hash: bigint, lane: bigint) => wrap((hash ^ round(0n, lane)) * PRIME_1 + PRIME_4);

/** The lower 32 bits of the hash with seed 0. */
export function xxh64Low(bytes: Uint8Array): number {
  const view = viewOf(bytes);
  const stripesEnd = bytes.length - (bytes.length % STRIPE_BYTES);
  let hash = wrap((stripesEnd > 0 ? hashStripes(view, stripesEnd) : PRIME_5) + BigInt(bytes.length));
  let at = stripesEnd;
  for (; at + 8 <= bytes.length; at += 8) {
    hash = wrap(rotate(hash ^ round(0n, view.getBigUint64(at, true)), 27n) * PRIME_1 + PRIME_4);
  }
  if (at + 4 <= bytes.length) {
    hash = wrap(rotate(hash ^ multiply(BigInt(view.getUint32(at, true)), PRIME_1), 23n) * PRIME_2 + PRIME_3);
    at += 4;
  }
  for (; at < bytes.length; at++) hash = multiply(rotate(hash ^ multiply(BigInt(bytes[at]!), PRIME_5), 11n), PRIME_1);
  return Number(BigInt.asUintN(32, avalanche(hash)));
}

function hashStripes(view: DataView, end: number): bigint {
  const lanes = [wrap(PRIME_1 + PRIME_2), PRIME_2, 0n, wrap(-PRIME_1)];
  for (let at = 0; at < end; at += 8) {
    const lane = (at >> 3) & 3;
    lanes[lane] = round(lanes[lane]!, view.getBigUint64(at, true));
  }
  const sum = [1n, 7n, 12n, 18n].reduce((total, bits, lane) => total + rotate(lanes[lane]!, bits), 0n);
  return lanes.reduce(merge, wrap(sum));
}

function avalanche(hash: bigint): bigint {
  const first = multiply(hash ^ (hash >> 33n), PRIME_2);
  const second = multiply(first ^ (first >> 29n), PRIME_3);
  return second ^ (second >> 32n);
}
