/** Rows reversed before anything else, and turned round again. */
import {
  decode,
  encode,
  type Image,
  makeMipLevels,
  measureEncoding,
  readTexture,
  validateKtx2,
  writeTexture,
} from 'astc-wasm';
import { describe, expect, it } from 'vitest';
import { makePicture } from '../support/pictures.js';

const image = makePicture(53, 37);

/** Row by row, from the specification of the option. */
function upsideDown<T extends Image>(source: T): T {
  const data = source.data.slice();
  for (let y = 0; y < source.height; y++) {
    for (let at = 0; at < source.width * 4; at++) {
      data[y * source.width * 4 + at] = source.data[(source.height - 1 - y) * source.width * 4 + at]!;
    }
  }
  return { ...source, data };
}

describe('flipY', () => {
  it('compresses the picture whose last row comes first, and says so', async () => {
    const flipped = await encode(image, { flipY: true, mipmaps: true });
    const expected = await encode(upsideDown(image), { mipmaps: true });
    expect(flipped.levels).toEqual(expected.levels);
    expect(flipped.orientation).toBe('ru');
    expect(flipped.writerParams).toMatch(/--flip-y/);
    expect(expected.orientation).toBeUndefined();
  });

  it.each(['ktx2', 'ktx'] as const)('is written to %s and read again', async (container) => {
    const file = writeTexture(await encode(image, { flipY: true, quality: 'fastest' }), { container });
    expect(readTexture(file).orientation).toBe('ru');
    if (container === 'ktx2') expect(validateKtx2(file)).toMatchObject({ valid: true, messages: [] });
  });

  it('is undone by `upright`, also of mirrored files; what is stored is the default', async () => {
    const texture = await encode(image, { flipY: true, block: '4x4' });
    const stored = await decode(texture);
    const upright = await decode(texture, { upright: true });
    expect(upright.data).toEqual(upsideDown(stored).data);
    expect(upright.data).not.toEqual(stored.data);
    const plain = await decode({ ...texture, orientation: 'rd' }, { upright: true });
    expect(plain.data).toEqual(stored.data);
    const turned = await decode({ ...texture, orientation: 'lu' }, { upright: true });
    const mirrored = await decode({ ...texture, orientation: 'ld' }, { upright: true });
    expect(turned.data).toEqual(upsideDown(mirrored).data);
    expect(Array.from(mirrored.data.subarray(0, 4))).toEqual(Array.from(stored.data.subarray(52 * 4, 53 * 4)));
  });

  it('comes before a change of size, and reverses levels that are given', async () => {
    const half = makePicture(26, 18);
    const options = { levels: 2, mipLevels: { 1: half } };
    const [first, second] = await makeMipLevels(image, { ...options, flipY: true });
    expect(first!.data).toEqual(upsideDown(image).data);
    expect(second!.data).toEqual(upsideDown(half).data);
    const resized = await encode(image, { flipY: true, resize: '20x30', quality: 'fast' });
    const expected = await encode(upsideDown(image), { resize: '20x30', quality: 'fast' });
    expect(resized.levels).toEqual(expected.levels);
  });

  it('reverses layers and slices', async () => {
    const pictures = [image, upsideDown(image)];
    const array = await encode(pictures, { array: true, flipY: true, quality: 'fast' });
    const turned = await encode([...pictures].reverse(), { array: true, quality: 'fast' });
    expect(array.levels).toEqual(turned.levels);
    expect(array.orientation).toBe('ru');
    const volume = await encode(pictures, { depth: true, block: '4x4x4', flipY: true, quality: 'fast' });
    expect(volume.orientation).toBe('rui');
    expect(validateKtx2(writeTexture(volume))).toMatchObject({ valid: true, messages: [] });
  });

  it('is measured like the picture it is of', async () => {
    const options = { flipY: true, quality: 'fast' } as const;
    const metrics = measureEncoding(image, await decode(await encode(image, options)), options);
    expect(metrics.psnrRgb).toBeGreaterThan(25);
    expect(metrics).toEqual(
      measureEncoding(upsideDown(image), await decode(await encode(upsideDown(image), { quality: 'fast' }))),
    );
  });

  it('is not for cube maps, nor for glTF', async () => {
    await expect(encode(makePicture(16, 8), { flipY: true, cubemap: true })).rejects.toMatchObject({
      code: 'E_OPTION',
      message: 'Expected flipY or cubemap but received both',
    });
    await expect(encode(image, { flipY: true, target: 'gltf' })).rejects.toMatchObject({
      code: 'E_OPTION',
      message: 'Expected flipY or target gltf but received both',
    });
  });
});
