/** Valid files of every kind, small; each has zeros for image data where that is not unpacked. */
import { deflateSync } from 'node:zlib';
import { basicBlock, buildKtx2, concat, type Level, type Parts, type Sample, WRITER, words } from './build-ktx2.js';

/** What a case changes before the file is built. */
export type Changes = Partial<Parts>;

const withChanges = (parts: Parts, { header, ...changes }: Changes): Uint8Array =>
  buildKtx2({ ...parts, ...changes, header: { ...parts.header, ...header } });

export const zeros = (...lengths: number[]): Level[] => lengths.map((length) => ({ data: new Uint8Array(length) }));

const byteSample = (channel: number, index: number): Sample => ({ channel, bitOffset: index * 8, bits: 8, upper: 255 });
export const RGBA8_SAMPLES: readonly Sample[] = [0, 1, 2, 15].map(byteSample);
export const RGBA8_BLOCK = basicBlock({ model: 1, planes: [4], samples: RGBA8_SAMPLES });

const KEYS = { keyValues: WRITER };
const SIZE = { pixelWidth: 4, pixelHeight: 4 };

/** R8G8B8A8_UNORM, 4 x 4. */
export const rgba8 = (changes: Changes = {}) =>
  withChanges(
    { header: { vkFormat: 37, ...SIZE }, descriptor: RGBA8_BLOCK, ...KEYS, levels: zeros(64), alignment: 4 },
    changes,
  );

/** R16G16_SFLOAT. */
export const rg16f = (changes: Changes = {}) => {
  const float = { bits: 16, qualifiers: 0xc0, lower: 0xbf800000, upper: 0x3f800000 };
  const samples = [0, 1].map((channel) => ({ channel, bitOffset: channel * 16, ...float }));
  const descriptor = basicBlock({ model: 1, planes: [4], samples });
  return withChanges(
    { header: { vkFormat: 83, typeSize: 2, ...SIZE }, descriptor, ...KEYS, levels: zeros(64), alignment: 4 },
    changes,
  );
};

/** E5B9G9R9_UFLOAT_PACK32: a mantissa a channel, and one exponent. */
export const rgb9e5 = (changes: Changes = {}) => {
  const samples = [0, 1, 2].flatMap((channel) => [
    { channel, bitOffset: channel * 9, bits: 9, upper: 8448 },
    { channel, bitOffset: 27, bits: 5, qualifiers: 0x20, lower: 15, upper: 31 },
  ]);
  const descriptor = basicBlock({ model: 1, planes: [4], samples });
  return withChanges(
    { header: { vkFormat: 123, typeSize: 4, ...SIZE }, descriptor, ...KEYS, levels: zeros(64), alignment: 4 },
    changes,
  );
};

/** D16_UNORM. */
export const d16 = (changes: Changes = {}) => {
  const samples = [{ channel: 14, bitOffset: 0, bits: 16, upper: 0xffff }];
  const descriptor = basicBlock({ model: 1, primaries: 0, transfer: 0, planes: [2], samples });
  return withChanges(
    { header: { vkFormat: 124, typeSize: 2, ...SIZE }, descriptor, ...KEYS, levels: zeros(32), alignment: 4 },
    changes,
  );
};

/** G8B8G8R8_422_UNORM. */
export const yuv422 = (changes: Changes = {}) => {
  const samples = [0, 1, 0, 2].map((channel, index): Sample => {
    return { channel, bitOffset: index * 8, bits: 8, upper: 255, position: [index === 2 ? 192 : 64, 128] };
  });
  const descriptor = basicBlock({ model: 2, primaries: 0, block: [2, 1, 1], planes: [4], samples });
  return withChanges(
    { header: { vkFormat: 1000156000, ...SIZE }, descriptor, ...KEYS, levels: zeros(32), alignment: 4 },
    changes,
  );
};

/** ASTC_4x4_UNORM_BLOCK. */
export const astc = (changes: Changes = {}) => {
  const samples = [{ channel: 0, bitOffset: 0, bits: 128 }];
  const descriptor = basicBlock({ model: 162, block: [4, 4, 1], planes: [16], samples });
  return withChanges(
    { header: { vkFormat: 157, ...SIZE }, descriptor, ...KEYS, levels: zeros(16), alignment: 16 },
    changes,
  );
};

/** ASTC_4x4_SFLOAT_BLOCK of UASTC HDR: a colour model of its own, and no negative values. */
export const uastcHdr = (changes: Changes = {}) => {
  const samples = [{ channel: 0, bitOffset: 0, bits: 128, qualifiers: 0x80, upper: 0x3f800000 }];
  const descriptor = basicBlock({ model: 167, block: [4, 4, 1], planes: [16], samples });
  return withChanges(
    { header: { vkFormat: 1000066000, ...SIZE }, descriptor, ...KEYS, levels: zeros(16), alignment: 16 },
    changes,
  );
};

/** ASTC_3x3x3_UNORM_BLOCK_EXT, 3 x 3 x 3. */
export const astc3d = (changes: Changes = {}) => {
  const samples = [{ channel: 0, bitOffset: 0, bits: 128 }];
  const descriptor = basicBlock({ model: 162, block: [3, 3, 3], planes: [16], samples });
  const header = { vkFormat: 1000288000, pixelWidth: 3, pixelHeight: 3, pixelDepth: 3 };
  return withChanges({ header, descriptor, ...KEYS, levels: zeros(16), alignment: 16 }, changes);
};

/** A format of nobody's: two channels of a byte each. */
export const custom = (changes: Changes = {}) => {
  const descriptor = basicBlock({ model: 0, planes: [2], samples: [0, 1].map(byteSample) });
  return withChanges({ header: { ...SIZE }, descriptor, ...KEYS, levels: zeros(32), alignment: 4 }, changes);
};

/** UASTC as KHR_texture_basisu takes it. */
export const uastc = (changes: Changes = {}) => {
  const samples = [{ channel: 0, bitOffset: 0, bits: 128 }];
  const descriptor = basicBlock({ model: 166, transfer: 2, block: [4, 4, 1], planes: [16], samples });
  return withChanges({ header: { ...SIZE }, descriptor, ...KEYS, levels: zeros(16), alignment: 16 }, changes);
};

const SLICES: readonly Sample[] = [
  { channel: 0, bitOffset: 0, bits: 64 },
  { channel: 15, bitOffset: 64, bits: 64 },
];
export const etc1sBlock = (sliceCount: number) =>
  basicBlock({
    model: 163,
    transfer: 2,
    block: [4, 4, 1],
    planes: [8, 8].slice(0, sliceCount),
    samples: SLICES.slice(0, sliceCount),
  });

/** Header, one image of 5 bytes, endpoints of 3, selectors of 2 and tables of 1. */
export const BASIS_GLOBAL_DATA = concat(words(0, 3, 2, 1, 0), words(0, 0, 5, 0, 0), new Uint8Array(6));

/** ETC1S under BasisLZ, with one slice. */
export const basis = (changes: Changes = {}) =>
  withChanges(
    {
      header: { supercompressionScheme: 1, ...SIZE },
      descriptor: etc1sBlock(1),
      ...KEYS,
      globalData: BASIS_GLOBAL_DATA,
      levels: [{ data: new Uint8Array(5), unpacked: 0 }],
      alignment: 1,
    },
    changes,
  );

/** UASTC HDR 6x6 intermediate: the slice tells its type and size. */
export const hdr6x6 = (changes: Changes = {}) => {
  const samples = [{ channel: 0, bitOffset: 0, bits: 128, qualifiers: 0x80, upper: 0x3f800000 }];
  const data = Uint8Array.of(0xcd, 0xab, 4, 0, 4, 0, 0, 0);
  return withChanges(
    {
      header: { supercompressionScheme: 4, ...SIZE },
      descriptor: basicBlock({ model: 168, block: [6, 6, 1], planes: [16], samples }),
      ...KEYS,
      globalData: words(0, data.length, 0xabcd),
      levels: [{ data, unpacked: 0 }],
      alignment: 1,
    },
    changes,
  );
};

/** A Zstandard frame of one raw block. Spec: RFC 8878. */
export function zstdRaw(data: Uint8Array, checksum?: number): Uint8Array {
  const descriptor = 0x20 | (checksum === undefined ? 0 : 4);
  const block = (data.length << 3) | 1;
  return concat(
    [0x28, 0xb5, 0x2f, 0xfd, descriptor, data.length, block & 0xff, (block >> 8) & 0xff, block >> 16],
    data,
    checksum === undefined ? [] : words(checksum),
  );
}

export const ZSTD_PIXELS = concat(...[0, 1, 2, 3].flatMap((y) => [0, 1, 2, 3].map((x) => [x * 40, y * 40, 128, 255])));
/** What the reference encoder makes of these 64 bytes: zstd 1.5.4 -19, with and without its checksum. */
const hexBytes = (text: string) => Uint8Array.from(text.match(/../g)!, (pair) => Number.parseInt(pair, 16));
export const ZSTD_CHECKED = hexBytes(
  '28b52ffd24402501000204080af039ffc753ab56ae2503bbedb4cb0eabadb4ca0a9b6db4c9068b2db4c80201002c1d6b5f',
);
export const ZSTD_UNCHECKED = hexBytes(
  '28b52ffd20402501000204080af039ffc753ab56ae2503bbedb4cb0eabadb4ca0a9b6db4c9068b2db4c8020100',
);

const SCHEME_PARTS = { alignment: 1 };
const packed = (supercompressionScheme: number, data: Uint8Array, { header, ...changes }: Changes) =>
  rgba8({
    ...SCHEME_PARTS,
    levels: [{ data, unpacked: 64 }],
    ...changes,
    header: { supercompressionScheme, ...header },
  });

/** R8G8B8A8_UNORM under Zstandard. */
export const zstd = (changes: Changes = {}) => packed(2, ZSTD_CHECKED, changes);

/** The same under zlib. */
export const zlib = (changes: Changes = {}) => packed(3, deflateSync(ZSTD_PIXELS), changes);

/** Every one of them, by name. */
export const SUBJECTS: Readonly<Record<string, (changes?: Changes) => Uint8Array>> = {
  ...{ rgba8, rg16f, rgb9e5, d16, yuv422, astc, uastcHdr, astc3d },
  ...{ custom, uastc, basis, hdr6x6, zstd, zlib },
};
