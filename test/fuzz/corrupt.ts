/** Seeded ways to break a file. The same seed and file give the same bytes on every machine. */

export type Random = () => number;

/** Uniform 32-bit integers from a seed: a counter through a mixing function, so that near seeds do not look alike. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}

/** Values that have broken readers: zero, one, the edges of signed and unsigned types. */
const EXTREMES = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0xffffff, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff];

type Corruption = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array;

/** Where lies hurt most: most files keep their fields in the first bytes. */
function pickOffset(bytes: Uint8Array, random: Random): number {
  const span = random() % 3 === 0 ? bytes.length : Math.min(bytes.length, 160);
  return random() % Math.max(1, span);
}

/** The table of corruptions; each returns a new array and leaves its sources alone. */
export const CORRUPTIONS: Readonly<Record<string, Corruption>> = {
  flipBits: (bytes, random) => {
    const copy = bytes.slice();
    for (let flip = 1 + (random() % 8); flip > 0; flip--) copy[pickOffset(copy, random)]! ^= 1 << (random() % 8);
    return copy;
  },
  truncate: (bytes, random) => bytes.slice(0, random() % bytes.length),
  setExtreme: (bytes, random) => {
    const copy = bytes.slice();
    const size = [1, 2, 3, 4, 8][random() % 5]!;
    // Fields are aligned to four bytes in most headers; anywhere in some.
    const offset = random() % 2 ? pickOffset(copy, random) & ~3 : pickOffset(copy, random);
    const isBigEndian = random() % 2 === 1;
    const value = BigInt(EXTREMES[random() % EXTREMES.length]!) << (size === 8 && random() % 2 ? 32n : 0n);
    for (let byte = 0; byte < size && offset + byte < copy.length; byte++) {
      const shift = BigInt(8 * (isBigEndian ? size - 1 - byte : byte));
      copy[offset + byte] = Number((value >> shift) & 0xffn);
    }
    return copy;
  },
  randomBytes: (bytes, random) => {
    const copy = bytes.slice();
    const start = pickOffset(copy, random);
    const end = Math.min(copy.length, start + 1 + (random() % 32));
    for (let offset = start; offset < end; offset++) copy[offset] = random();
    return copy;
  },
  spliceHeader: (bytes, random, other) => {
    const headBytes = random() % 200;
    return concat(other.subarray(0, headBytes), bytes.subarray(Math.min(headBytes, random() % bytes.length)));
  },
  dropMiddle: (bytes, random) => {
    const start = pickOffset(bytes, random);
    return concat(bytes.subarray(0, start), bytes.subarray(start + 1 + (random() % 64)));
  },
  repeatMiddle: (bytes, random) => {
    const start = pickOffset(bytes, random);
    const end = start + 1 + (random() % 64);
    return concat(bytes.subarray(0, end), bytes.subarray(start));
  },
};
const CORRUPTION_NAMES = Object.keys(CORRUPTIONS);

/** File number `seed`: one to three corruptions of one of `sources`. */
export function corruptFile(sources: readonly Uint8Array[], seed: number): { bytes: Uint8Array; how: string } {
  const random = createRandom(seed);
  const which = random() % sources.length;
  let bytes = sources[which]!;
  const names: string[] = [];
  for (let step = 1 + (random() % 3); step > 0 && bytes.length > 0; step--) {
    const name = CORRUPTION_NAMES[random() % CORRUPTION_NAMES.length]!;
    bytes = CORRUPTIONS[name]!(bytes, random, sources[random() % sources.length]!);
    names.push(name);
  }
  return { bytes, how: `seed ${seed}: source ${which}, ${names.join(', ')}` };
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
