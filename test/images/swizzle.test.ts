import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOpaque, toUint8Image, toUint16Image } from '../../src/images/channels.js';
import { swizzleImage } from '../../src/images/swizzle.js';
import { deep, makeImage8, makeImage16, scene, sprite } from './support.js';

describe('swizzleImage', () => {
  const image = makeImage8(2, 1, (x) => (x === 0 ? [10, 20, 30, 40] : [50, 60, 70, 80]));

  test.each([
    ['rgba', [10, 20, 30, 40, 50, 60, 70, 80], true],
    ['bgra', [30, 20, 10, 40, 70, 60, 50, 80], true],
    ['rrrg', [10, 10, 10, 20, 50, 50, 50, 60], true],
    ['aaa1', [40, 40, 40, 255, 80, 80, 80, 255], false],
    ['01r0', [0, 255, 10, 0, 0, 255, 50, 0], true],
  ])('%s', (pattern, data, hasAlpha) => {
    expect(swizzleImage(image, pattern)).toEqual({ ...image, data: Uint8Array.from(data), hasAlpha });
  });

  test('1 is the full range of the component type', () => {
    expect([
      ...swizzleImage(
        makeImage16(1, 1, () => [1, 2, 3, 4]),
        '1g10',
      ).data,
    ]).toEqual([65535, 2, 65535, 0]);
    const float = { ...image, data: Float32Array.of(0.5, 2, 3, 1, 0, 0, 0, 0) };
    expect([...swizzleImage(float, 'g1r0').data]).toEqual([2, 1, 0.5, 0, 0, 1, 0, 0]);
  });

  test('alpha of an image without alpha stays absent', () => {
    expect(swizzleImage(makeImage8(2, 2, scene), 'bgra').hasAlpha).toBe(false);
    expect(swizzleImage(makeImage8(2, 2, scene), 'rrrg').hasAlpha).toBe(true);
  });

  test('the source is not touched', () => {
    const before = image.data.slice();
    swizzleImage(image, '0000');
    expect(image.data).toEqual(before);
  });

  test.each(['rgb', 'rgbaa', 'rgbx', 'RGBA', '', 'rgb2'])('"%s" is refused', (pattern) => {
    expect(() => swizzleImage(image, pattern)).toThrow(expect.objectContaining({ code: 'E_OPTION' }));
  });
});

describe('channels', () => {
  test('8 bits to 16 and back give the same bits', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 4 }), (data) => {
        const image = { ...makeImage8(1, 1, sprite), data };
        expect(toUint8Image(toUint16Image(image)).data).toEqual(data);
      }),
    );
    expect([...toUint16Image(makeImage8(1, 1, () => [0, 1, 128, 255])).data]).toEqual([0, 257, 32896, 65535]);
  });

  test('16 bits to 8 keep the top 8', () => {
    expect([...toUint8Image(makeImage16(1, 1, () => [0x12ff, 0x1300, 0xffff, 0x00ff])).data]).toEqual([
      0x12, 0x13, 0xff, 0,
    ]);
  });

  test('an image that has the wanted depth is returned as it is', () => {
    const image = makeImage16(2, 2, deep);
    expect(toUint16Image(image)).toBe(image);
  });

  test('float images have no integer form', () => {
    const float = { ...makeImage8(1, 1, scene), data: new Float32Array(4) };
    expect(() => toUint8Image(float)).toThrow(expect.objectContaining({ code: 'E_UNSUPPORTED' }));
    expect(() => toUint16Image(float)).toThrow(expect.objectContaining({ code: 'E_UNSUPPORTED' }));
  });

  test('opaque means every alpha at its maximum', () => {
    expect(isOpaque(makeImage8(3, 3, scene))).toBe(true);
    expect(isOpaque(makeImage8(3, 3, () => [1, 2, 3, 255]))).toBe(true);
    expect(isOpaque(makeImage8(3, 3, (x) => [1, 2, 3, x === 2 ? 254 : 255]))).toBe(false);
    expect(isOpaque(makeImage16(3, 3, (x) => [1, 2, 3, x === 2 ? 65534 : 65535]))).toBe(false);
  });
});
