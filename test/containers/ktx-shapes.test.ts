/** KTX 1 of every shape, texels with padded rows, both byte orders, and what older OpenGL calls them. */
import { describe, expect, test } from 'vitest';
import { storedKind } from '../../src/containers/carried-format.js';
import { readKtx, writeKtx } from '../../src/containers/ktx-file.js';
import { levelBytes, levelSize, type Shape } from '../../src/containers/texture-shape.js';
import type { Texture } from '../../src/types.js';
import { countedBytes } from './laid-out.js';

interface Fields {
  glType: number;
  glTypeSize: number;
  glFormat: number;
  glInternalFormat: number;
  /** Width, height, depth, layers, faces. */
  shape: readonly [number, number, number, number, number];
  /** Each behind its length as the file says it. */
  levels: readonly (readonly [imageSize: number, data: readonly number[]])[];
  isBigEndian?: boolean;
}

function layOut({ glType, glTypeSize, glFormat, glInternalFormat, shape, levels, isBigEndian = false }: Fields) {
  const u32 = (value: number) => {
    const bytes = Buffer.alloc(4);
    if (isBigEndian) bytes.writeUInt32BE(value);
    else bytes.writeUInt32LE(value);
    return [...bytes];
  };
  const header = [0x04030201, glType, glTypeSize, glFormat, glInternalFormat, 0x1907, ...shape, levels.length, 0];
  return Uint8Array.from([
    ...Buffer.from('\xabKTX 11\xbb\r\n\x1a\n', 'latin1'),
    ...header.flatMap(u32),
    ...levels.flatMap(([imageSize, data]) => [...u32(imageSize), ...data]),
  ]);
}

describe('readKtx', () => {
  test('rows of three-byte texels end at multiples of four', () => {
    const file = layOut({
      glType: 0x1401,
      glTypeSize: 1,
      glFormat: 0x1907,
      glInternalFormat: 0x8051,
      shape: [1, 2, 0, 0, 1],
      levels: [
        [8, [1, 2, 3, 99, 4, 5, 6, 99]],
        [4, [7, 8, 9, 99]],
      ],
    });
    expect(readKtx(file)).toMatchObject({
      vkFormat: 23,
      levels: [
        { width: 1, height: 2, data: Uint8Array.of(1, 2, 3, 4, 5, 6) },
        { width: 1, height: 1, data: Uint8Array.of(7, 8, 9) },
      ],
    });
  });

  test('big-endian halves and packed words are turned round', () => {
    const half = layOut({
      glType: 0x140b,
      glTypeSize: 2,
      glFormat: 0x8227,
      glInternalFormat: 0x822f,
      shape: [1, 1, 0, 0, 1],
      levels: [[4, [0x3c, 0x00, 0x40, 0x01]]],
      isBigEndian: true,
    });
    expect(readKtx(half)).toMatchObject({ vkFormat: 83, levels: [{ data: Uint8Array.of(0x00, 0x3c, 0x01, 0x40) }] });
    const packed = layOut({
      glType: 0x8368,
      glTypeSize: 4,
      glFormat: 0x1908,
      glInternalFormat: 0x8059,
      shape: [1, 1, 0, 0, 1],
      levels: [[4, [1, 2, 3, 4]]],
      isBigEndian: true,
    });
    expect(readKtx(packed)).toMatchObject({ vkFormat: 64, levels: [{ data: Uint8Array.of(4, 3, 2, 1) }] });
  });

  test('the length in front of a cubemap is that of one face', () => {
    const faces = [...countedBytes(6 * 8)];
    const cube = { glType: 0, glTypeSize: 1, glFormat: 0, glInternalFormat: 0x9274, shape: [4, 4, 0, 0, 6] } as const;
    const texture = readKtx(layOut({ ...cube, levels: [[8, faces]] }));
    expect(texture).toMatchObject({ faces: 6, levels: [{ data: Uint8Array.from(faces) }] });
    expect(() => readKtx(layOut({ ...cube, levels: [[48, faces]] }))).toThrow(/expected 8 .* got 48/);
    // Of an array of cubemaps it is that of all.
    const many = layOut({ ...cube, shape: [4, 4, 0, 2, 6], levels: [[96, [...faces, ...faces]]] });
    expect(readKtx(many)).toMatchObject({ faces: 6, layers: 2 });
  });

  test.each([
    ['GL_LUMINANCE', 0x1909, 1, { vkFormat: 9, swizzle: 'rrr1' }],
    ['GL_LUMINANCE_ALPHA', 0x190a, 2, { vkFormat: 16, swizzle: 'rrrg' }],
    ['GL_ALPHA', 0x1906, 1, { vkFormat: 9, swizzle: '000r' }],
    ['GL_RGBA without a size', 0x1908, 4, { vkFormat: 37 }],
  ])('%s is read as the components it has', (_, glFormat, byteLength, expected) => {
    const data = [...countedBytes(byteLength), 0, 0, 0].slice(0, 4);
    const file = layOut({
      glType: 0x1401,
      glTypeSize: 1,
      glFormat,
      glInternalFormat: glFormat,
      shape: [1, 1, 0, 0, 1],
      levels: [[4, data]],
    });
    expect(readKtx(file)).toMatchObject({ ...expected, levels: [{ data: countedBytes(byteLength) }] });
  });
});

describe('writeKtx and readKtx', () => {
  const shapes: readonly [string, Shape, number][] = [
    ['odd 2D', { width: 13, height: 7, depth: 0, layers: 0, faces: 1 }, 4],
    ['an array', { width: 5, height: 9, depth: 0, layers: 3, faces: 1 }, 2],
    ['a cubemap', { width: 7, height: 7, depth: 0, layers: 0, faces: 6 }, 3],
    ['a cubemap array', { width: 8, height: 8, depth: 0, layers: 2, faces: 6 }, 2],
    ['3D', { width: 5, height: 6, depth: 7, layers: 0, faces: 1 }, 3],
  ];
  // Texels of 1, 2, 3, 4, 6 and 12 bytes, BC1 and BC7.
  const formats = [9, 16, 23, 43, 4, 64, 90, 106, 123, 131, 146];

  test.each(shapes)('give back every format as %s', (_, shape, levelCount) => {
    for (const vkFormat of formats) {
      const kind = storedKind(vkFormat)!;
      const { width, height, depth, layers, faces } = shape;
      const texture: Texture = {
        ...kind,
        width,
        height,
        ...(depth > 0 && { depth }),
        ...(layers > 0 && { layers }),
        ...(faces === 6 && { faces }),
        levels: Array.from({ length: levelCount }, (_unused, level) => {
          const size = levelSize(shape, level);
          const data = Uint8Array.from(countedBytes(levelBytes(kind, shape, level)));
          return { width: size.width, height: size.height, ...(depth > 0 && { depth: size.depth }), data };
        }),
      };
      expect(readKtx(writeKtx(texture))).toEqual({
        ...texture,
        orientation: depth > 0 ? 'rdi' : 'rd',
        keyValues: {},
        selfDescribing: true,
      });
    }
  });

  test('keep entries of one’s own, and none of KTX2', () => {
    const kind = storedKind(37)!;
    const texture = {
      ...kind,
      width: 1,
      height: 1,
      levels: [{ width: 1, height: 1, data: new Uint8Array(4) }],
      keyValues: { license: countedBytes(3), KTXanimData: countedBytes(12) },
      orientation: 'ru',
    } as Texture;
    expect(readKtx(writeKtx(texture))).toMatchObject({ keyValues: { license: countedBytes(3) }, orientation: 'ru' });
    expect(readKtx(writeKtx(texture)).keyValues).not.toHaveProperty('KTXanimData');
  });

  test('refuse a format that OpenGL has no name for', () => {
    const kind = storedKind(41)!;
    const texture = {
      ...kind,
      width: 1,
      height: 1,
      levels: [{ width: 1, height: 1, data: new Uint8Array(4) }],
    } as Texture;
    expect(() => writeKtx(texture)).toThrow(
      expect.objectContaining({ code: 'E_OPTION', hint: 'ktx2 holds every format' }),
    );
  });
});
