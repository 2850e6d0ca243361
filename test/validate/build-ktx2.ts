/**
 * Builds KTX2 files part by part, valid ones and others, and changes fields of built ones by their names. Written from
 * the KTX File Format Specification 2.0 and the Khronos Data Format Specification 1.3, with nothing of `src`.
 */

/** 32-bit fields of the header, from byte 12 on. */
const HEADER_FIELDS = [
  ...['vkFormat', 'typeSize', 'pixelWidth', 'pixelHeight', 'pixelDepth', 'layerCount', 'faceCount', 'levelCount'],
  ...['supercompressionScheme', 'dfdByteOffset', 'dfdByteLength', 'kvdByteOffset', 'kvdByteLength'],
];
const IDENTIFIER = [0xab, 0x4b, 0x54, 0x58, 0x20, 0x32, 0x30, 0xbb, 0x0d, 0x0a, 0x1a, 0x0a];

export interface Level {
  data: Uint8Array;
  /** uncompressedByteLength. Default: the length of the data. */
  unpacked?: number;
}

export interface Parts {
  /** Fields of the header, by name; offsets and lengths are computed. */
  header: Readonly<Record<string, number>>;
  /** Blocks of the descriptor, one after the other. */
  descriptor: Uint8Array;
  /** Entries of the key/value data, one after the other. */
  keyValues: Uint8Array;
  globalData?: Uint8Array;
  /** From the largest on. */
  levels: readonly Level[];
  /** What levels are aligned to. */
  alignment: number;
  /** Bytes of 0 put before a part. */
  gaps?: { descriptor?: number; keyValues?: number; globalData?: number };
}

export const concat = (...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

export const words = (...values: number[]): Uint8Array => new Uint8Array(Uint32Array.from(values).buffer);

const padTo = (length: number, alignment: number) => Math.ceil(length / alignment) * alignment;

/** Lays the parts out as the specification wants them. */
export function buildKtx2({
  header,
  descriptor,
  keyValues,
  globalData,
  levels,
  alignment,
  gaps = {},
}: Parts): Uint8Array {
  const dfdByteOffset = 80 + 24 * levels.length + (gaps.descriptor ?? 0);
  const kvdByteOffset = dfdByteOffset + descriptor.length + 4 + (gaps.keyValues ?? 0);
  let end = kvdByteOffset + keyValues.length;
  const sgdByteOffset = padTo(end, 8) + (gaps.globalData ?? 0);
  if (globalData) end = sgdByteOffset + globalData.length;
  const offsets = levels.map(() => 0);
  for (let level = levels.length - 1; level >= 0; level--) {
    offsets[level] = padTo(end, alignment);
    end = offsets[level]! + levels[level]!.data.length;
  }
  const bytes = new Uint8Array(end);
  bytes.set(IDENTIFIER);
  bytes.set(words(descriptor.length + 4), dfdByteOffset);
  bytes.set(descriptor, dfdByteOffset + 4);
  bytes.set(keyValues, kvdByteOffset);
  if (globalData) bytes.set(globalData, sgdByteOffset);
  for (const [level, { data }] of levels.entries()) bytes.set(data, offsets[level]);
  const index = levels.flatMap(({ data, unpacked }, level) => [
    [`level${level}.byteOffset`, offsets[level]!],
    [`level${level}.byteLength`, data.length],
    [`level${level}.unpacked`, unpacked ?? data.length],
  ]);
  return patch(bytes, {
    dfdByteOffset,
    dfdByteLength: descriptor.length + 4,
    ...(keyValues.length > 0 && { kvdByteOffset, kvdByteLength: keyValues.length }),
    ...(globalData && { sgdByteOffset, sgdByteLength: globalData.length }),
    levelCount: levels.length,
    faceCount: 1,
    typeSize: 1,
    ...header,
    ...Object.fromEntries(index),
  });
}

/** Fields of the descriptor, its first block a basic one, from its first byte on: offset and bytes. */
const DESCRIPTOR_FIELDS: Readonly<Record<string, readonly [offset: number, size: number]>> = {
  totalSize: [0, 4],
  kind: [4, 4],
  version: [8, 2],
  size: [10, 2],
  model: [12, 1],
  primaries: [13, 1],
  transfer: [14, 1],
  ...Object.fromEntries([0, 1, 2, 3].map((axis) => [`dimension${axis}`, [16 + axis, 1]])),
  ...Object.fromEntries([0, 1, 2, 3, 4, 5, 6, 7].map((plane) => [`plane${plane}`, [20 + plane, 1]])),
};
const SAMPLE_FIELDS: Readonly<Record<string, readonly [offset: number, size: number]>> = {
  bitOffset: [0, 2],
  bitLength: [2, 1],
  channelType: [3, 1],
  position0: [4, 1],
  position1: [5, 1],
  lower: [8, 4],
  upper: [12, 4],
};
const LEVEL_FIELDS = ['byteOffset', 'byteLength', 'unpacked'];

/** Place and bytes of a field: `pixelWidth`, `level0.byteOffset`, `dfd.model`, `sample1.upper`, `kvd+4`, `sgd+20`. */
function placeOf(bytes: Uint8Array, name: string): readonly [offset: number, size: number] {
  const view = new DataView(bytes.buffer);
  const [, part = '', number = '0', field = ''] = /^(level|dfd|sample|kvd|sgd)(\d*)[.+](\w+)$/.exec(name) ?? [];
  const dfdOffset = view.getUint32(48, true);
  switch (part) {
    case 'level':
      return [80 + 24 * Number(number) + 8 * LEVEL_FIELDS.indexOf(field), 8];
    case 'dfd':
      return [dfdOffset + DESCRIPTOR_FIELDS[field]![0], DESCRIPTOR_FIELDS[field]![1]];
    case 'sample':
      return [dfdOffset + 28 + 16 * Number(number) + SAMPLE_FIELDS[field]![0], SAMPLE_FIELDS[field]![1]];
    case 'kvd':
      return [view.getUint32(56, true) + Number(field), 4];
    case 'sgd':
      return [Number(view.getBigUint64(64, true)) + Number(field), 4];
    default:
      if (name === 'sgdByteOffset' || name === 'sgdByteLength') return [name === 'sgdByteOffset' ? 64 : 72, 8];
      return [12 + 4 * HEADER_FIELDS.indexOf(name), 4];
  }
}

/** A copy with other values in some fields. */
export function patch(bytes: Uint8Array, fields: Readonly<Record<string, number>>): Uint8Array {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  for (const [name, value] of Object.entries(fields)) {
    const [offset, size] = placeOf(copy, name);
    if (size === 1) view.setUint8(offset, value);
    else if (size === 2) view.setUint16(offset, value, true);
    else if (size === 4) view.setUint32(offset, value, true);
    else view.setBigUint64(offset, BigInt(value), true);
  }
  return copy;
}

export interface Sample {
  channel: number;
  bitOffset: number;
  bits: number;
  /** 0x10 linear, 0x20 exponent, 0x40 signed, 0x80 float. */
  qualifiers?: number;
  lower?: number;
  upper?: number;
  position?: readonly [x: number, y: number];
}

export interface Basic {
  model: number;
  primaries?: number;
  transfer?: number;
  /** Texels of a block. */
  block?: readonly number[];
  planes: readonly number[];
  samples: readonly Sample[];
}

/** A basic descriptor block. */
export function basicBlock({
  model,
  primaries = 1,
  transfer = 1,
  block = [1, 1, 1],
  planes,
  samples,
}: Basic): Uint8Array {
  const size = 24 + 16 * samples.length;
  return concat(
    words(0, 2 | (size << 16)),
    [model, primaries, transfer, 0],
    [0, 1, 2, 3].map((axis) => (block[axis] ?? 1) - 1),
    [0, 1, 2, 3, 4, 5, 6, 7].map((plane) => planes[plane] ?? 0),
    ...samples.map(({ channel, bitOffset, bits, qualifiers = 0, lower = 0, upper = 0xffffffff, position = [0, 0] }) =>
      concat(
        [bitOffset & 0xff, bitOffset >> 8, bits - 1, channel | qualifiers],
        [...position, 0, 0],
        words(lower >>> 0, upper >>> 0),
      ),
    ),
  );
}

/** A block of any other kind. */
export function otherBlock(vendorId: number, descriptorType: number, size = 8): Uint8Array {
  return concat(words(vendorId | (descriptorType << 17), size << 16), new Uint8Array(Math.max(size - 8, 0)));
}

const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** An entry of key/value data; texts are bytes, one a character. */
export function entry(key: string, value: string | Uint8Array): Uint8Array {
  return rawEntry(concat(latin1(key), [0], typeof value === 'string' ? latin1(value) : value));
}

/** An entry that need not have a key. */
export function rawEntry(pair: Uint8Array | string, padding = 0): Uint8Array {
  const bytes = typeof pair === 'string' ? latin1(pair) : pair;
  const gap = padTo(bytes.length, 4) - bytes.length;
  return concat(words(bytes.length), bytes, new Uint8Array(gap).fill(padding));
}

export const WRITER = entry('KTXwriter', 'test\0');
