/** Sizes that pictures are changed to, and a second witness of what they then look like: libvips, by sharp. */
import { createEncoder, decode, type EncodeOptions, encode, type Image, readImage } from 'astc-wasm';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { resolveEncodeOptions } from '../../src/options/resolve-encode.js';
import { targetSize } from '../../src/resample/target-size.js';
import { makePicture } from '../support/pictures.js';

const PHOTO = new URL('../../fixtures/photos/allium.png', import.meta.url);

describe('the size', () => {
  it.each<[EncodeOptions, [number, number]]>([
    [{ resize: '50x20' }, [50, 20]],
    [{ resize: '50x' }, [50, 25]],
    [{ resize: 'x7' }, [14, 7]],
    [{ resize: '1x' }, [1, 1]],
    [{ scale: 0.5 }, [50, 25]],
    [{ scale: 0.001 }, [1, 1]],
    [{ scale: 1.25 }, [125, 63]],
    [{ multipleOf: 4 }, [100, 52]],
    [{ multipleOf: 128 }, [128, 128]],
    [{ multipleOf: 20 }, [100, 60]],
    [{ pot: true }, [128, 64]],
    [{ scale: 0.96, pot: true }, [128, 64]],
    [{ scale: 0.95, pot: true }, [64, 32]],
    [{ resize: '90x', multipleOf: 8 }, [88, 48]],
    [{ pot: false }, [100, 50]],
  ])('of 100 x 50 with %j is %j', (options, [width, height]) => {
    expect(targetSize(resolveEncodeOptions(options), { width: 100, height: 50 })).toEqual({ width, height });
  });

  it('has a bound', () => {
    const options = resolveEncodeOptions({ resize: '100000x100000' });
    expect(() => targetSize(options, { width: 1, height: 1 })).toThrow(
      expect.objectContaining({ code: 'E_TOO_LARGE', message: expect.stringContaining('100000x100000 pixels') }),
    );
  });
});

describe('a picture', () => {
  it('is encoded in its new size, as if it had come in it', async () => {
    const image = makePicture(100, 60);
    const encoder = await createEncoder({ threads: 2 });
    const resized = await encoder.resize(image, { resize: '64x' });
    expect([resized.width, resized.height]).toEqual([64, 38]);
    for (const alpha of ['straight', 'bleed', 'premultiply'] as const) {
      const options: EncodeOptions = { quality: 'fastest', alpha, levels: 2 };
      // What made a texture stands in it.
      const { writerParams: _, ...expected } = await encode(resized, options);
      expect(await encode(image, { ...options, resize: '64x' })).toMatchObject(expected);
    }
    await encoder.close();
  });

  it('of the size asked for is left alone', async () => {
    const image = makePicture(64, 64);
    const encoder = await createEncoder({ threads: 1 });
    expect((await encoder.resize(image, { pot: true })).data).toBe(image.data);
    await encoder.close();
  });

  it('of floats is changed as light, of any range', async () => {
    const { data, ...rest } = makePicture(20, 20, { colorSpace: 'linear' });
    const floats: Image = { ...rest, data: Float32Array.from(data, (value) => value / 255) };
    const texture = await encode(floats, { profile: 'ldr', scale: 0.5, mipmaps: true, quality: 'fastest' });
    expect(texture.levels).toHaveLength(4);
    const light: Image = { ...floats, data: floats.data.map((value, index) => (index % 4 < 3 ? value * 16 : value)) };
    const bright = await encode(light, { scale: 0.5, quality: 'fastest' });
    expect(bright).toMatchObject({ profile: 'hdr', width: 10 });
    const mean = ({ data: values }: Image) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(await decode(bright)) / mean(light)).toBeCloseTo(1, 1);
  });
});

describe('lanczos3 of linear numbers', () => {
  // libvips computes in 8-bit fixed point and its coefficients are quantised: near, not equal.
  it.each(['192x192', '101x77', '384x150'])('is near what libvips makes of a photograph at %s', async (resize) => {
    const photo = await readImage(PHOTO);
    const [width, height] = resize.split('x').map(Number) as [number, number];
    const encoder = await createEncoder({ threads: 1 });
    const { data } = await encoder.resize(photo, { resize, colorSpace: 'linear' });
    await encoder.close();
    const raw = { width: photo.width, height: photo.height, channels: 4 } as const;
    const theirs = await sharp(photo.data, { raw })
      .removeAlpha()
      .resize(width, height, { fit: 'fill', kernel: 'lanczos3', fastShrinkOnLoad: false })
      .raw()
      .toBuffer();
    let sum = 0;
    for (let texel = 0; texel < width * height; texel++) {
      for (let component = 0; component < 3; component++) {
        sum += (data[texel * 4 + component]! - theirs[texel * 3 + component]!) ** 2;
      }
    }
    expect(Math.sqrt(sum / (width * height * 3))).toBeLessThan(2);
  });
});
