/** Files of floats: Radiance, PFM and OpenEXR, read and written, whole and damaged. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { encodeExr, encodeHdr, type Image, readImage } from '../../src/index.js';
import { Rng, TEST_SEED } from '../support/rng.js';

const FIXTURES = new URL('../../fixtures/', import.meta.url);
const exrFile = (name: string) => new Uint8Array(readFileSync(new URL(`exr/${name}.exr`, FIXTURES)));
const text = (words: string) => Uint8Array.from(words, (letter) => letter.charCodeAt(0));
const join = (...parts: readonly (Uint8Array | readonly number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => [...part]));
const hdrHeader = (resolution: string, ...variables: string[]) =>
  text(
    ['#?RADIANCE', '# a comment with = in it', 'FORMAT=32-bit_rle_rgbe', ...variables, '', resolution, ''].join('\n'),
  );

/** Pixels of red 1, 2, 3 … in files' order, as RGBE. */
const numbered = (count: number) => Array.from({ length: count }, (_, index) => [index + 1, 0, 0, 136]).flat();
const reds = ({ data }: Image) => Array.from(data).filter((_, index) => index % 4 === 0);

/** Colours over 30 stops, with zeroes among them. */
function lightImage(width: number, height: number, seed = TEST_SEED): Image & { data: Float32Array } {
  const rng = Rng.named('light', seed);
  const data = Float32Array.from({ length: width * height * 4 }, (_, index) => {
    if (index % 4 === 3) return 1;
    return rng.once(9) ? 0 : 2 ** (rng.below(3000) / 100 - 14);
  });
  return { width, height, data, channels: 4, colorSpace: 'linear', hasAlpha: false };
}

describe('a Radiance picture', () => {
  it('is m / 256 · 2^(e − 128), and black where the exponent is 0', async () => {
    const pixels = [128, 64, 255, 129, 255, 255, 255, 0, 1, 2, 3, 128];
    const image = await readImage(join(hdrHeader('-Y 1 +X 3'), pixels));
    expect(Array.from(image.data)).toEqual([1, 0.5, 255 / 128, 1, 0, 0, 0, 1, 1 / 256, 2 / 256, 3 / 256, 1]);
    expect(image).toMatchObject({ colorSpace: 'linear', hasAlpha: false });
  });

  it.each([
    ['-Y 2 +X 3', [1, 2, 3, 4, 5, 6]],
    ['-Y 2 -X 3', [3, 2, 1, 6, 5, 4]],
    ['+Y 2 +X 3', [4, 5, 6, 1, 2, 3]],
    ['+Y 2 -X 3', [6, 5, 4, 3, 2, 1]],
    ['+X 3 -Y 2', [1, 3, 5, 2, 4, 6]],
    ['-X 3 -Y 2', [5, 3, 1, 6, 4, 2]],
    ['+X 3 +Y 2', [2, 4, 6, 1, 3, 5]],
    ['-X 3 +Y 2', [6, 4, 2, 5, 3, 1]],
  ])('of %s is turned upright', async (resolution, expected) => {
    const image = await readImage(join(hdrHeader(resolution), numbered(6)));
    expect([image.width, image.height]).toEqual([3, 2]);
    expect(reds(image)).toEqual(expected);
  });

  it('is read in the old run-length encoding, whose runs add up', async () => {
    const pixels = [7, 0, 0, 136, 1, 1, 1, 3, 1, 1, 1, 1, 9, 0, 0, 136];
    const image = await readImage(join(hdrHeader('-Y 1 +X 261'), pixels));
    expect(reds(image)).toEqual([...new Array(260).fill(7), 9]);
  });

  it('is read in the new one', async () => {
    const scanline = [2, 2, 0, 9, 137, 5, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 137, 0, 137, 136];
    const image = await readImage(join(hdrHeader('-Y 1 +X 9'), scanline));
    expect(Array.from(image.data.subarray(8, 12))).toEqual([5, 3, 0, 1]);
  });

  it('says what is not undone, converts primaries, and refuses XYZ', async () => {
    const notes: string[] = [];
    const onWarning = (message: string) => notes.push(message);
    await readImage(join(hdrHeader('-Y 1 +X 1', 'EXPOSURE=2.5', 'GAMMA=1'), numbered(1)), { onWarning });
    expect(notes).toEqual(['EXPOSURE=2.5 is not undone: the numbers are those of the file']);
    const p3 = 'PRIMARIES=.68 .32 .265 .69 .15 .06 .3127 .329';
    const converted = await readImage(join(hdrHeader('-Y 1 +X 1', p3), numbered(1)), { onWarning });
    expect(converted.data[0]).toBeCloseTo(1.2249, 3);
    expect(notes[1]).toBe('colours were converted from the primaries of the file to sRGB');
    const xyz = text('#?RADIANCE\nFORMAT=32-bit_rle_xyze\n\n-Y 1 +X 1\n');
    await expect(readImage(join(xyz, numbered(1)))).rejects.toMatchObject({ code: 'E_UNSUPPORTED' });
  });

  it.each([
    ['cut', join(hdrHeader('-Y 2 +X 3'), numbered(5))],
    ['a run too long', join(hdrHeader('-Y 1 +X 9'), [2, 2, 0, 9, 138, 5, 137, 0, 137, 0, 137, 136])],
    ['another length', join(hdrHeader('-Y 1 +X 9'), [2, 2, 0, 8, 136, 5, 136, 0, 136, 0, 136, 136])],
    ['no resolution', join(hdrHeader('256 256'), numbered(5))],
    ['one axis twice', join(hdrHeader('-Y 2 +Y 3'), numbered(6))],
    ['no size', join(hdrHeader('-Y 0 +X 3'), numbered(6))],
    ['no end of the header', text('#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n')],
  ])('with %s is invalid', async (_, file) => {
    await expect(readImage(file)).rejects.toMatchObject({ code: 'E_IMAGE_INVALID' });
  });

  it('of more pixels than allowed is refused before anything is allocated', async () => {
    const file = join(hdrHeader('-Y 1000000 +X 1000000'), numbered(1));
    await expect(readImage(file)).rejects.toMatchObject({ code: 'E_TOO_LARGE' });
    await expect(readImage(join(hdrHeader('-Y 10 +X 10'), numbered(100)), { maxPixels: 99 })).rejects.toMatchObject({
      code: 'E_TOO_LARGE',
    });
  });

  it.each([1, 7, 8, 200, 33_000])(
    'of %i pixels across is written so that it is read and written again alike',
    async (width) => {
      const file = await encodeHdr(lightImage(width, 3));
      const again = await readImage(file);
      expect(await encodeHdr(again)).toEqual(file);
      const source = lightImage(width, 3).data;
      // A step of the largest component's mantissa.
      for (let texel = 0; texel < source.length; texel += 4) {
        const step = Math.max(source[texel]!, source[texel + 1]!, source[texel + 2]!) / 128;
        for (let component = texel; component < texel + 3; component++) {
          expect(Math.abs(again.data[component]! - source[component]!)).toBeLessThanOrEqual(step);
        }
      }
    },
  );

  it('is written with what cannot be stored as 0 or the largest number', async () => {
    const data = Float32Array.of(Number.NaN, -1, 1e-40, 1, Number.POSITIVE_INFINITY, 0, 0, 1);
    const file = await encodeHdr({ data, width: 2, height: 1 });
    expect(Array.from((await readImage(file)).data)).toEqual([0, 0, 0, 1, 255 * 2 ** 119, 0, 0, 1]);
  });
});

describe('a PFM', () => {
  const floats = (values: readonly number[], isLittle: boolean) => {
    const view = new DataView(new ArrayBuffer(values.length * 4));
    for (const [index, value] of values.entries()) view.setFloat32(index * 4, value, isLittle);
    return new Uint8Array(view.buffer);
  };

  it.each([true, false])(
    'has its rows from below and its byte order by the sign of the scale (%s)',
    async (isLittle) => {
      const file = join(text(`PF\n1 2\n${isLittle ? -1 : 1}\n`), floats([1, 2, 3, 4, 5, 6], isLittle));
      expect(Array.from((await readImage(file)).data)).toEqual([4, 5, 6, 1, 1, 2, 3, 1]);
    },
  );

  it('of one component is grey', async () => {
    const file = join(text('Pf 2 1 -1.0\n'), floats([0.5, 7], true));
    // Signatures end in a line feed.
    file[2] = 10;
    expect(Array.from((await readImage(file)).data)).toEqual([0.5, 0.5, 0.5, 1, 7, 7, 7, 1]);
  });

  it('that is cut or has no size is invalid', async () => {
    const whole = join(text('PF\n1 2\n-1\n'), floats([1, 2, 3, 4, 5, 6], true));
    await expect(readImage(whole.subarray(0, -1))).rejects.toMatchObject({ code: 'E_IMAGE_INVALID' });
    await expect(readImage(text('PF\n0 2\n-1\n'))).rejects.toMatchObject({ code: 'E_IMAGE_INVALID' });
    await expect(readImage(text('PF\n99999 99999\n-1\n'))).rejects.toMatchObject({ code: 'E_TOO_LARGE' });
  });
});

describe('an OpenEXR picture', () => {
  it.each(['rle', 'zips', 'zip', 'piz', 'pxr24', 'mip-tiles', 'window'])(
    'of %s is what it is uncompressed',
    async (name) => {
      const plain = await readImage(exrFile('none'));
      const image = await readImage(exrFile(name), { onWarning: () => undefined });
      expect(image).toEqual(plain);
      expect(image).toMatchObject({ width: 21, height: 37, hasAlpha: true, colorSpace: 'linear' });
    },
  );

  it.each(['b44', 'b44a'])('of %s is what OpenEXR makes of it', async (name) => {
    expect(await readImage(exrFile(name))).toEqual(await readImage(exrFile(`${name}-decoded`)));
  });

  // The loader rounds as OpenEXR does but for the last bits of a cosine.
  it.each(['dwaa', 'dwab'])('of %s is what OpenEXR makes of it, within two steps of half floats', async (name) => {
    const { data } = await readImage(exrFile(name));
    const { data: expected } = await readImage(exrFile(`${name}-decoded`));
    let differing = 0;
    data.forEach((value, index) => {
      differing += Number(value !== expected[index]);
      expect(Math.abs(value - expected[index]!)).toBeLessThanOrEqual(expected[index]! / 512 + 2 ** -23);
    });
    expect(differing / data.length).toBeLessThan(0.005);
  });

  it('of floats keeps them, PXR24 24 bits of them', async () => {
    const { data } = await readImage(exrFile('float-none'));
    const { data: cut } = await readImage(exrFile('float-pxr24'));
    expect(data.some((value) => value !== Math.fround(Number(value.toPrecision(3))))).toBe(true);
    cut.forEach((value, index) => {
      expect(Math.abs(value - data[index]!)).toBeLessThanOrEqual(data[index]! * 2 ** -15);
    });
  });

  it('may have channels of several types, luminance, and channels beside colours', async () => {
    const floats = (await readImage(exrFile('float-none'))).data;
    const mixed = (await readImage(exrFile('mixed'))).data;
    expect(mixed[2]).toBe(floats[2]);
    expect(mixed[0]).toBeCloseTo(floats[0]!, 5);
    const grey = await readImage(exrFile('luminance-alpha'));
    expect(grey).toMatchObject({ hasAlpha: true });
    expect(Array.from(grey.data.subarray(0, 3))).toEqual([floats[0], floats[0], floats[0]]);
    const plain = await readImage(exrFile('none'));
    for (const name of ['extra-channels', 'ids']) {
      const { data, hasAlpha } = await readImage(exrFile(name));
      expect(hasAlpha).toBe(false);
      expect(data.every((value, index) => value === (index % 4 === 3 ? 1 : plain.data[index]))).toBe(true);
    }
  });

  it('of other primaries is converted, or kept as no colours', async () => {
    const notes: string[] = [];
    const onWarning = (message: string) => notes.push(message);
    const kept = await readImage(exrFile('p3'), { colorProfile: 'keep', onWarning });
    const converted = await readImage(exrFile('p3'), { onWarning });
    expect(kept.primaries).toBe('unspecified');
    const [r, g] = kept.data as Float32Array;
    expect(converted.data[0]).toBeCloseTo(1.2249 * r! - 0.2247 * g!, 3);
    expect(notes).toHaveLength(2);
  });

  it.each([
    ['deep pixels', (file: Uint8Array) => file.fill(8, 5, 6), /of deep pixels/],
    ['several parts', (file: Uint8Array) => file.fill(16, 5, 6), /of several parts/],
    ['another version', (file: Uint8Array) => file.fill(3, 4, 5), /of version 3/],
  ])('of %s is refused with one clear error', async (_, spoil, message) => {
    await expect(readImage(spoil(exrFile('zip')))).rejects.toMatchObject({
      code: 'E_UNSUPPORTED',
      message: expect.stringMatching(message),
    });
  });

  it('without colours is refused, with its channels named', async () => {
    await expect(readImage(exrFile('red-green'))).rejects.toMatchObject({
      code: 'E_UNSUPPORTED',
      message: 'an OpenEXR image of channels G, R (expected R, G and B, or Y)',
    });
  });

  it('that is written has the same half floats again, with alpha where there is some', async () => {
    const image = lightImage(50, 41);
    const halves = await readImage(await encodeExr(image));
    expect(halves.hasAlpha).toBe(false);
    expect(await readImage(await encodeExr(halves))).toEqual(halves);
    halves.data.forEach((value, index) => {
      expect(Math.abs(value - image.data[index]!)).toBeLessThanOrEqual(
        Math.max(2 ** -25, image.data[index]! * 2 ** -11),
      );
    });
    const transparent = await readImage(
      await encodeExr({ ...image, data: image.data.map((value) => value / 2), hasAlpha: true }),
    );
    expect(transparent).toMatchObject({ hasAlpha: true });
    expect(transparent.data[3]).toBe(0.5);
  });
});

describe('damaged files', () => {
  const files = [
    ...readdirSync(new URL('exr/', FIXTURES)).map(
      (name) => [name, () => Promise.resolve(exrFile(name.slice(0, -4)))] as const,
    ),
    ['written.hdr', () => encodeHdr(lightImage(40, 9))] as const,
    ['written.exr', () => encodeExr(lightImage(40, 19))] as const,
  ];

  it.each(files)('%s: cut or changed gives pixels or one clear error, soon', async (name, make) => {
    const whole = await make();
    const rng = Rng.named(name);
    for (let run = 0; run < Number(process.env.ASTC_FUZZ_RUNS ?? 40); run++) {
      const file = whole.slice(0, rng.once(4) ? rng.below(whole.length) : whole.length);
      for (let change = rng.below(4); change > 0 && file.length > 0; change--) {
        // Headers are where it hurts.
        file[rng.below(rng.once(2) ? file.length : Math.min(file.length, 400))] = rng.u32();
      }
      const outcome = await readImage(file, { onWarning: () => undefined, maxPixels: 1e6 }).catch(
        (error: unknown) => error,
      );
      if (!(outcome instanceof Error)) continue;
      expect(outcome).toMatchObject({
        name: 'AstcError',
        code: expect.stringMatching(/^E_(IMAGE_INVALID|UNSUPPORTED|TOO_LARGE|FORMAT_UNKNOWN)$/),
      });
    }
  });
});
