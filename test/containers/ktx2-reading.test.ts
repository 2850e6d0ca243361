/** KTX2 of every kind, laid out by hand: what reading gives, and what it refuses. */
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readKtx2 } from '../../src/containers/ktx2-read.js';
import { writeKtx2 } from '../../src/containers/ktx2-write.js';
import { DFD, ktx2Sources, layOutKtx2, storeZstd } from './ktx2-by-hand.js';
import { readBySpec } from './ktx2-spec-reader.js';
import { countedBytes } from './laid-out.js';

const rgba = (length: number) => countedBytes(length);

describe('readKtx2', () => {
  test('a cubemap', () => {
    const texture = readKtx2(ktx2Sources()[0]!);
    expect(texture).toMatchObject({ format: 'astc', block: '6x6', faces: 6, width: 16, height: 16 });
    expect(texture.levels[0]!.data).toEqual(countedBytes(6 * 9 * 16));
  });

  test('an array with its entries: fields of the texture, and bytes', () => {
    const texture = readKtx2(ktx2Sources()[1]!);
    expect(texture).toMatchObject({ format: 'etc2-rgb', layers: 3, swizzle: 'rgb1', orientation: 'rd' });
    expect(texture.keyValues).toEqual({ own: countedBytes(5) });
  });

  test('a volume of three-byte texels', () => {
    const texture = readKtx2(ktx2Sources()[2]!);
    expect(texture).toMatchObject({
      format: 'uncompressed',
      vkFormat: 23,
      block: '1x1',
      bytesPerBlock: 3,
      typeSize: 1,
      depth: 2,
    });
    expect(texture.levels).toEqual([
      { width: 5, height: 3, depth: 2, data: countedBytes(90) },
      { width: 2, height: 1, depth: 1, data: countedBytes(6) },
    ]);
  });

  test('one dimension, and mip levels that are to be made', () => {
    expect(readKtx2(ktx2Sources()[3]!)).toMatchObject({
      width: 7,
      height: 0,
      generateMips: true,
      levels: [{ width: 7, height: 1 }],
    });
  });

  test('BC7 and UASTC are carried', () => {
    expect(readKtx2(ktx2Sources()[4]!)).toMatchObject({
      format: 'other',
      vkFormat: 146,
      block: '4x4',
      colorSpace: 'srgb',
    });
    expect(readKtx2(ktx2Sources()[7]!)).toMatchObject({ format: 'other', vkFormat: 0, bytesPerBlock: 16 });
  });

  test('packed levels are unpacked', () => {
    for (const [index, scheme, levelCount] of [
      [5, 'zstd', 1],
      [6, 'zlib', 2],
    ] as const) {
      const texture = readKtx2(ktx2Sources()[index]!);
      expect(texture.supercompression).toMatchObject({ scheme });
      expect(texture.levels).toHaveLength(levelCount);
      expect(texture.levels[0]!.data).toEqual(new Uint8Array(64 * 64 * 4).fill(7));
    }
  });

  test('BasisLZ stays packed, with its global data', () => {
    expect(readKtx2(ktx2Sources()[8]!)).toMatchObject({
      format: 'other',
      bytesPerBlock: 0,
      packed: { scheme: 1, globalData: countedBytes(60), unpackedByteLengths: [0] },
      levels: [{ width: 8, height: 8, data: countedBytes(9) }],
    });
  });

  test('what a vendor packed is carried, also of our own formats', () => {
    const source = layOutKtx2({
      vkFormat: 166,
      shape: [6, 6],
      levels: [countedBytes(5)],
      unpackedByteLengths: [16],
      scheme: 0x10007,
      dfd: DFD.astc6x6,
    });
    const texture = readKtx2(source);
    expect(texture).toMatchObject({ format: 'other', vkFormat: 166, block: '6x6', packed: { scheme: 0x10007 } });
    const again = readKtx2(writeKtx2(texture));
    expect({ ...again, writer: undefined }).toEqual({ ...texture, writer: undefined });
  });

  test('every such file is written again with the same fields, levels, descriptor and entries', () => {
    for (const source of ktx2Sources()) {
      const texture = readKtx2(source);
      const again = readBySpec(writeKtx2(texture));
      const view = new DataView(source.buffer);
      const fields = [12, 16, 20, 24, 28, 32, 36, 40].map((at) => view.getUint32(at, true));
      expect([
        again.vkFormat,
        again.typeSize,
        again.pixelWidth,
        again.pixelHeight,
        again.pixelDepth,
        again.layerCount,
        again.faceCount,
        again.levelCount,
      ]).toEqual(fields);
      expect(again.levels.map(({ data }) => data)).toEqual(texture.levels.map(({ data }) => data));
      const dfdOffset = view.getUint32(48, true);
      const words = Array.from({ length: view.getUint32(52, true) / 4 - 1 }, (_, word) =>
        view.getUint32(dfdOffset + 4 + word * 4, true),
      );
      expect(again.dfdWords).toEqual(words);
      const { writer: _, supercompression: __, ...kept } = texture;
      const { writer: ___, ...read } = readKtx2(writeKtx2(texture));
      expect(read).toEqual(kept);
    }
  });

  test('keeps blocks of the descriptor that it does not know', () => {
    const dfdTail = Uint8Array.of(1, 0, 1, 0, 0, 0, 12, 0, 9, 9, 9, 9);
    const source = layOutKtx2({ vkFormat: 166, shape: [6, 6], levels: [countedBytes(16)], dfd: DFD.astc6x6, dfdTail });
    const texture = readKtx2(source);
    expect(texture.dfd!.subarray(-12)).toEqual(dfdTail);
    // The fields have the last word.
    const relabeled = readBySpec(writeKtx2({ ...texture, colorSpace: 'linear', premultiplied: true }));
    expect(relabeled.vkFormat).toBe(165);
    expect(relabeled.dfdWords[2]).toBe(0x010101a2);
    expect(relabeled.dfdWords.slice(-3)).toEqual([0x00000001 | 0x10000, 0x000c0000, 0x09090909]);
  });
});

describe('readKtx2 refuses', () => {
  const good = { vkFormat: 37, shape: [4, 4], levels: [rgba(64)], dfd: DFD.rgba8 } as const;

  test.each([
    ['a type size of another format', { ...good, typeSize: 4 }, /typeSize at byte 16 \(expected 1 .* got 4\)/],
    ['slices without height', { ...good, shape: [4, 0, 2] }, /height at byte 24 .* depth of 2, got 0/],
    ['five faces', { ...good, shape: [4, 4, 0, 0, 5] }, /face count at byte 36 \(expected 1 or 6, got 5\)/],
    ['oblong faces', { ...good, shape: [4, 2, 0, 0, 6] }, /square faces of a cubemap, got 4x2/],
    [
      'a cubemap with depth',
      { ...good, shape: [4, 4, 2, 0, 6] },
      /depth at byte 28 \(expected 0 for a cubemap, got 2\)/,
    ],
    ['four levels of 4x4', { ...good, levelCount: 4 }, /level count at byte 40 \(expected at most 3 .* got 4\)/],
    ['a scaled format', { ...good, vkFormat: 39 }, /expected one that KTX2 allows, got R8G8B8A8_USCALED/],
    ['another descriptor', { ...good, dfd: DFD.rgb8 }, /contradicts the vkFormat R8G8B8A8_UNORM: bytes .* got 3/],
    ['blocks in the descriptor', { ...good, dfd: DFD.bc7 }, /texel block \(expected 1x1, got 4x4\)/],
    ['global data of nobody', { ...good, globalData: countedBytes(8) }, /expected none for scheme 0, got 8 bytes/],
    ['BasisLZ without global data', { ...good, vkFormat: 0, dfd: DFD.etc1s, scheme: 1 }, /expected some for BasisLZ/],
    [
      'a key twice',
      {
        ...good,
        keyValues: [
          ['a', '1'],
          ['a', '2'],
        ],
      },
      /key at byte \d+ \(expected each key once, got a second a\)/,
    ],
    ['a key that is no text', { ...good, keyValues: [['\0', '1']] }, /expected UTF-8 text that ends in NUL/],
    ['another length', { ...good, levels: [rgba(60)] }, /level 0 at byte 88 \(expected 64 for 4x4 texels .* got 60\)/],
    [
      'an unpacked length that its size does not ask for',
      { ...good, scheme: 2, levels: [storeZstd(rgba(64))], unpackedByteLengths: [65] },
      /expected 64 .* got 65 uncompressed/,
    ],
  ] as const)('%s', (_, file, message) => {
    expect(() => readKtx2(layOutKtx2(file as never))).toThrow(
      expect.objectContaining({ code: 'E_KTX2_INVALID', message: expect.stringMatching(message) }),
    );
  });

  test('a reserved scheme, as not supported', () => {
    expect(() => readKtx2(layOutKtx2({ ...good, scheme: 7 }))).toThrow(
      expect.objectContaining({ code: 'E_UNSUPPORTED', message: expect.stringMatching(/scheme 7 at byte 44/) }),
    );
  });
});

describe('a bomb', () => {
  const heap = () => process.memoryUsage().arrayBuffers;

  /** 64x64 of RGBA8 that unpacks to something else. */
  const bomb = (scheme: number, level: Uint8Array, unpacked = 64 * 64 * 4) =>
    layOutKtx2({
      vkFormat: 37,
      shape: [64, 64],
      levels: [level],
      unpackedByteLengths: [unpacked],
      scheme,
      dfd: DFD.rgba8,
    });

  test.each([
    ['zlib that goes on', bomb(3, deflateSync(new Uint8Array(64 * 1024 * 1024))), /got more/],
    ['zlib that ends early', bomb(3, deflateSync(new Uint8Array(64 * 64 * 4 - 1))), /got 16383/],
    ['zlib of other data', bomb(3, patchEnd(deflateSync(new Uint8Array(64 * 64 * 4)))), /another checksum than theirs/],
    [
      'zstd whose frame says more',
      bomb(2, storeZstd(new Uint8Array(64 * 64 * 4 + 1))),
      /got (more|what cannot be unpacked)/,
    ],
    [
      'zstd of another length than the index says',
      bomb(2, storeZstd(new Uint8Array(9)), 9),
      /expected 16384 .* got 9 uncompressed/,
    ],
  ])('%s', (_, file, message) => {
    const before = heap();
    expect(() => readKtx2(file)).toThrow(expect.objectContaining({ message: expect.stringMatching(message) }));
    expect(heap() - before).toBeLessThan(8 * 1024 * 1024);
  });

  test('of sizes that no such bytes can fill is refused before anything is taken', () => {
    // 32768 x 32768 texels in 100 bytes.
    const size = 32768;
    const unpacked = size * size * 4;
    const file = layOutKtx2({
      vkFormat: 37,
      shape: [size, size - 1],
      levels: [countedBytes(100)],
      unpackedByteLengths: [unpacked - size * 4],
      scheme: 2,
      dfd: DFD.rgba8,
    });
    const before = heap();
    expect(() => readKtx2(file)).toThrow(/got 100 bytes, which cannot hold them/);
    expect(heap() - before).toBeLessThan(1024 * 1024);
  });
});

function patchEnd(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[copy.length - 1]! ^= 1;
  return copy;
}
