/** KTX2 files laid out by hand from the specification, for readers to read and the fuzzer to break. */
import { deflateSync } from 'node:zlib';
import { countedBytes } from './laid-out.js';

export interface Ktx2ByHand {
  vkFormat: number;
  typeSize?: number;
  /** Width, height, depth, layers, faces; 0 where there is no such axis. */
  shape: readonly [width: number, height: number, depth?: number, layers?: number, faces?: number];
  /** As they lie in the file, the largest first. */
  levels: readonly Uint8Array[];
  unpackedByteLengths?: readonly number[];
  /** Default: the number of levels. */
  levelCount?: number;
  scheme?: number;
  /** Words of the descriptor's basic block, after vendor, type, version and size. */
  dfd: readonly number[];
  /** Bytes behind the basic block: further blocks. */
  dfdTail?: Uint8Array;
  keyValues?: readonly (readonly [key: string, value: Uint8Array | string])[];
  globalData?: Uint8Array;
}

const u32 = (...values: number[]) => {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => {
    view.setUint32(index * 4, value, true);
  });
  return bytes;
};
const align = (bytes: number[], alignment: number) => {
  while (bytes.length % alignment !== 0) bytes.push(0);
};

/** Spec: KTX File Format Specification 2.0, "File Structure". */
export function layOutKtx2(file: Ktx2ByHand): Uint8Array {
  const [width, height, depth = 0, layers = 0, faces = 1] = file.shape;
  const count = file.levels.length;
  const dfdLength = 4 + 8 + file.dfd.length * 4 + (file.dfdTail?.length ?? 0);
  const dfd = [...u32(dfdLength, 0, ((8 + file.dfd.length * 4) << 16) | 2, ...file.dfd), ...(file.dfdTail ?? [])];
  const keyValues: number[] = [];
  for (const [key, value] of file.keyValues ?? []) {
    const bytes = typeof value === 'string' ? Buffer.from(`${value}\0`) : value;
    const entry = [...Buffer.from(`${key}\0`), ...bytes];
    keyValues.push(...u32(entry.length), ...entry);
    align(keyValues, 4);
  }
  const dfdOffset = 80 + 24 * count;
  const kvdOffset = dfdOffset + dfd.length;
  const tail: number[] = [];
  const start = kvdOffset + keyValues.length;
  let globalOffset = 0;
  if (file.globalData) {
    while ((start + tail.length) % 8 !== 0) tail.push(0);
    globalOffset = start + tail.length;
    tail.push(...file.globalData);
  }
  const offsets: number[] = [];
  for (const level of file.levels.toReversed()) {
    while ((start + tail.length) % 48 !== 0) tail.push(0);
    offsets.unshift(start + tail.length);
    tail.push(...level);
  }
  const levelCount = file.levelCount ?? count;
  const head = [
    ...Buffer.from('\xabKTX 20\xbb\r\n\x1a\n', 'latin1'),
    ...u32(file.vkFormat, file.typeSize ?? 1, width, height, depth, layers, faces, levelCount, file.scheme ?? 0),
    ...u32(dfdOffset, dfd.length, keyValues.length > 0 ? kvdOffset : 0, keyValues.length),
    ...u32(globalOffset, 0, file.globalData?.length ?? 0, 0),
  ];
  const index = file.levels.flatMap((level, at) => [
    ...u32(offsets[at]!, 0, level.length, 0, file.unpackedByteLengths?.[at] ?? level.length, 0),
  ]);
  return Uint8Array.from([...head, ...index, ...dfd, ...keyValues, ...tail]);
}

/** Basic blocks less their first two words: model, primaries, transfer, flags · dimensions · plane bytes · samples. */
export const DFD = {
  astc6x6: [0x000201a2, 0x00000505, 16, 0, 0x007f0000, 0, 0, 0xffffffff],
  etc2Rgb: [0x000101a1, 0x00000303, 8, 0, 0x023f0000, 0, 0, 0xffffffff],
  rgba8: [
    0x00010101, 0, 4, 0, 0x00070000, 0, 0, 255, 0x01070008, 0, 0, 255, 0x02070010, 0, 0, 255, 0x0f070018, 0, 0, 255,
  ],
  rgb8: [0x00010101, 0, 3, 0, 0x00070000, 0, 0, 255, 0x01070008, 0, 0, 255, 0x02070010, 0, 0, 255],
  bc7: [0x00020186, 0x00000303, 16, 0, 0x007f0000, 0, 0, 0xffffffff],
  uastc: [0x000201a6, 0x00000303, 16, 0, 0x007f0000, 0, 0, 0xffffffff],
  etc1s: [0x000201a3, 0x00000303, 8, 0, 0x003f0000, 0, 0, 0xffffffff],
} as const;

/** Zstandard by hand: one frame that says its size, of raw blocks. */
export function storeZstd(bytes: Uint8Array): Uint8Array {
  const blocks: number[] = [];
  for (let at = 0; at < bytes.length || at === 0; at += 65536) {
    const part = bytes.subarray(at, at + 65536);
    const isLast = at + 65536 >= bytes.length;
    const header = (part.length << 3) | (isLast ? 1 : 0);
    blocks.push(header & 0xff, (header >> 8) & 0xff, header >> 16, ...part);
  }
  return Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0, ...u32(bytes.length), ...blocks]);
}

/** Well-formed files of several kinds. */
export function ktx2Sources(): Uint8Array[] {
  const cube = countedBytes(6 * 9 * 16);
  const flat = new Uint8Array(64 * 64 * 4).fill(7);
  return [
    layOutKtx2({ vkFormat: 166, shape: [16, 16, 0, 0, 6], levels: [cube], dfd: DFD.astc6x6 }),
    layOutKtx2({
      vkFormat: 147,
      shape: [8, 8, 0, 3],
      levels: [countedBytes(96), countedBytes(24)],
      dfd: DFD.etc2Rgb,
      keyValues: [
        ['KTXorientation', 'rd'],
        ['KTXswizzle', 'rgb1'],
        ['own', countedBytes(5)],
      ],
    }),
    layOutKtx2({ vkFormat: 23, shape: [5, 3, 2], levels: [countedBytes(90), countedBytes(6)], dfd: DFD.rgb8 }),
    layOutKtx2({ vkFormat: 37, shape: [7, 0], levels: [countedBytes(28)], levelCount: 0, dfd: DFD.rgba8 }),
    layOutKtx2({ vkFormat: 146, shape: [8, 4], levels: [countedBytes(32)], dfd: DFD.bc7 }),
    layOutKtx2({
      vkFormat: 37,
      shape: [64, 64],
      levels: [storeZstd(flat.subarray(0, flat.length))],
      unpackedByteLengths: [flat.length],
      scheme: 2,
      dfd: DFD.rgba8,
    }),
    layOutKtx2({
      vkFormat: 37,
      shape: [64, 64],
      levels: [deflateSync(flat), deflateSync(flat.subarray(0, 4096))],
      unpackedByteLengths: [flat.length, 4096],
      scheme: 3,
      dfd: DFD.rgba8,
    }),
    layOutKtx2({ vkFormat: 0, shape: [8, 8], levels: [countedBytes(64)], dfd: DFD.uastc }),
    layOutKtx2({
      vkFormat: 0,
      shape: [8, 8],
      levels: [countedBytes(9)],
      unpackedByteLengths: [0],
      scheme: 1,
      dfd: DFD.etc1s,
      globalData: countedBytes(60),
    }),
  ];
}
