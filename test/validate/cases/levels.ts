/** Faults of the level index, of padding and of image data. */
import { concat, patch, words } from '../build-ktx2.js';
import { basis, hdr6x6, rgba8, uastc, ZSTD_CHECKED, ZSTD_UNCHECKED, zeros, zlib, zstd, zstdRaw } from '../subjects.js';
import type { Case } from './case.js';

const mipmapped = () => rgba8({ levels: zeros(64, 16, 4) });

/** R8_UNORM, 3 x 1: XXH64 of "abc" is 44BC2CF5AD770999 by its authors' own vectors. */
const abc = (checksum: number) => {
  const data = zstdRaw(Uint8Array.of(0x61, 0x62, 0x63), checksum);
  return zstd({ header: { vkFormat: 1000999000 }, levels: [{ data, unpacked: 3 }] });
};
const broken = (bytes: Uint8Array, at: number) => bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));

/** A frame that does not tell its size: a window of 1 KiB, then a block of three times the same byte. */
const UNSIZED = Uint8Array.of(
  0x28,
  0xb5,
  0x2f,
  0xfd,
  0,
  0,
  (64 << 3) & 0xff,
  (64 << 3) >> 8,
  0,
  ...new Array(64).fill(7),
  3,
  0,
  0,
  9,
);

export const LEVEL_CASES: readonly Case[] = [
  ['a smaller level that is longer', () => patch(mipmapped(), { 'level1.unpacked': 65 }), [4001, 4006]],
  ['levels from large to small', () => patch(mipmapped(), { 'level1.byteOffset': 400 }), [4002, 4004, 1003]],
  ['an unaligned level', () => patch(rgba8(), { 'level0.byteOffset': 217 }), [4003]],
  ['a level farther on', () => patch(rgba8(), { 'level0.byteOffset': 220 }), [4004]],
  ['a packed level farther on', () => patch(zstd(), { 'level0.byteOffset': 217 }), [4004, 7011]],
  ['a level that is too long', () => patch(rgba8(), { 'level0.byteLength': 68 }), [4005]],
  ['a level said to be longer', () => patch(rgba8(), { 'level0.unpacked': 68 }), [4006]],
  ['BasisLZ with an unpacked length', () => patch(basis(), { 'level0.unpacked': 1 }), [4007]],
  ['UASTC without an unpacked length', () => patch(uastc(), { 'level0.unpacked': 0 }), [4009]],
  ['an odd length for two layers', () => uastc({ header: { layerCount: 2 }, levels: zeros(33) }), [4010]],
  ['HDR 6x6 with an unpacked length', () => patch(hdr6x6(), { 'level0.unpacked': 1 }), [4011]],

  ['a cut level', () => rgba8().slice(0, -1), [5005]],
  ['global data without a scheme', () => rgba8({ globalData: new Uint8Array(4) }), [5005]],
  ['UASTC of one block for two', () => patch(uastc(), { pixelWidth: 8 }), [5005]],
  ['16 texels for 32 under Zstandard', () => patch(zstd(), { pixelWidth: 8 }), [5005]],
  ['no Zstandard', () => zstd({ levels: [{ data: new Uint8Array(49), unpacked: 64 }] }), [5005]],
  ['cut Zstandard', () => zstd({ levels: [{ data: ZSTD_CHECKED.slice(0, 30), unpacked: 64 }] }), [5005]],
  ['a broken frame header', () => zstd({ levels: [{ data: broken(ZSTD_UNCHECKED, 0), unpacked: 64 }] }), [5005]],
  ['no zlib', () => zlib({ levels: [{ data: new Uint8Array(49), unpacked: 64 }] }), [5005]],
  [
    'a frame that breaks its own promise',
    () => zstd({ levels: [{ data: broken(zstdRaw(new Uint8Array(63)), 5), unpacked: 62 }] }),
    [4008],
  ],
  ['a wrong checksum of Zstandard', () => zstd({ levels: [{ data: broken(ZSTD_CHECKED, 48), unpacked: 64 }] }), [5006]],
  ['a wrong checksum of "abc"', () => abc(0xad77099a), [3003, 5006]],
  [
    'a wrong checksum of zlib',
    () => {
      const file = zlib();
      return broken(file, file.length - 1);
    },
    [5006],
  ],
  ['Zstandard that promises less', () => patch(zstd(), { 'level0.unpacked': 63 }), [4008]],
  ['Zstandard that promises more', () => patch(zstd(), { 'level0.unpacked': 65 }), [4008]],
  ['unsized Zstandard that promises less', () => zstd({ levels: [{ data: UNSIZED, unpacked: 63 }] }), [4008]],
  ['unsized Zstandard that promises more', () => zstd({ levels: [{ data: UNSIZED, unpacked: 66 }] }), [4008]],
  ['zlib that promises less', () => patch(zlib(), { 'level0.unpacked': 63 }), [4008]],
  ['zlib that promises more', () => patch(zlib(), { 'level0.unpacked': 65 }), [4008]],
  ['a promise no byte can keep', () => patch(zstd(), { 'level0.unpacked': 2 ** 30 }), [4008]],
  [
    'more than is unpacked',
    () => {
      // Frames that readers skip may be as long as they like.
      const data = concat(words(0x184d2a50, 40_000), new Uint8Array(40_000), ZSTD_CHECKED);
      return zstd({ levels: [{ data, unpacked: 2 ** 30 + 1 }] });
    },
    [9001],
  ],
];
