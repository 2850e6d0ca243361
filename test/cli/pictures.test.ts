/** How the command line reads pictures: raw pixels, kinds of files, conversions refused, rows reversed. */
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  decode,
  encode,
  encodeExr,
  encodePng,
  readImage,
  readTexture,
  type Texture,
  toneMap,
  writeTexture,
} from 'astc-wasm';
import { afterAll, describe, expect, it } from 'vitest';
import { storedKind } from '../../src/containers/carried-format.js';
import { RASTER_FILES } from '../fuzz/raster-files.js';
import { FIXTURES, makeFolder, parseDocument, runCli } from '../support/cli.js';
import { makeLight, makePicture } from '../support/pictures.js';

const folder = makeFolder();
afterAll(folder.remove);
const run = (args: readonly string[], stdin?: Uint8Array) =>
  runCli(args, { cwd: folder.path, ...(stdin && { stdin }) });

/** A picture that every footprint of 4x4 keeps exactly: red and green by quadrant. */
const quadrants = Uint8Array.from({ length: 8 * 8 * 4 }, (_, at) => {
  const [x, y] = [(at >> 2) % 8, at >> 5];
  return [x < 4 ? 255 : 0, y < 4 ? 255 : 0, 0, 255][at & 3]!;
});

const textureOf = async (file: string) => readTexture(new Uint8Array(await readFile(folder.at(file))));

describe('--raw', () => {
  const decoded = async (file: string) => Array.from((await decode(await textureOf(file))).data.subarray(0, 4));

  it('takes pixels from stdin', async () => {
    const result = await run(['encode', '-', '--raw', '8x8:rgba8', '--block', '4x4', '-o', 'stdin.ktx2'], quadrants);
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect((await decode(await textureOf('stdin.ktx2'))).data).toEqual(quadrants);
    expect(await textureOf('stdin.ktx2')).toMatchObject({ colorSpace: 'srgb', profile: 'ldr' });
  });

  const u16 = (...values: number[]) => new Uint8Array(Uint16Array.from(values).buffer);
  const f32 = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);
  it.each([
    ['r8', Uint8Array.of(255), [255, 0, 0, 255]],
    ['rg8', Uint8Array.of(255, 0), [255, 0, 0, 255]],
    ['rgb8', Uint8Array.of(255, 0, 255), [255, 0, 255, 255]],
    ['rgba8', Uint8Array.of(255, 0, 255, 0), [255, 0, 255, 0]],
    ['r16', u16(65_535), [255, 0, 0, 255]],
    ['rg16', u16(65_535, 0), [255, 0, 0, 255]],
    ['rgb16', u16(0, 0, 65_535), [0, 0, 255, 255]],
    ['rgba16', u16(0, 0, 65_535, 0), [0, 0, 255, 0]],
    ['r16f', u16(0x4400), [4, 0, 0, 1]],
    ['rg16f', u16(0x4400, 0x3c00), [4, 1, 0, 1]],
    ['rgb16f', u16(0x4400, 0x3c00, 0x3800), [4, 1, 0.5, 1]],
    ['rgba16f', u16(0x4400, 0x3c00, 0x3800, 0x3800), [4, 1, 0.5, 0.5]],
    ['r32f', f32(4), [4, 0, 0, 1]],
    ['rg32f', f32(4, 1), [4, 1, 0, 1]],
    ['rgb32f', f32(4, 1, 0.5), [4, 1, 0.5, 1]],
    ['rgba32f', f32(4, 1, 0.5, 0), [4, 1, 0.5, 0]],
  ] as const)('of %s has what is there, no other colours and full alpha', async (type, pixel, expected) => {
    const pixels = Buffer.concat(new Array<Uint8Array>(16).fill(pixel));
    // A name that promises something else is no matter.
    writeFileSync(folder.at(`${type}.png`), pixels);
    const result = await run(['encode', `${type}.png`, '--raw', `4x4:${type}`, '--block', '4x4', '--force']);
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(await decoded(`${type}.ktx2`)).toEqual(expected);
  });

  it('wants exactly so many bytes', async () => {
    const result = await run(['encode', '-', '--raw', '8x8:rgba8', '-o', 'short.ktx2'], quadrants.subarray(4));
    expect(result).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/^error: -: raw pixels of 252 bytes \(expected 256 for 8x8:rgba8\)\n/),
    });
    expect((await run(['encode', '-', '--raw', '8x8:rgb8', '-o', 'long.ktx2'], quadrants)).code).toBe(3);
  });

  it.each(['8x8', '8x8:rgba', '0x8:rgba8', '8x8:bgra8', '8:rgba8'])('refuses %s', async (raw) => {
    expect(await run(['encode', '-', '--raw', raw, '-o', 'no.ktx2'], quadrants)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Expected WIDTHxHEIGHT:TYPE, as 64x64:rgba8 or 64x64:rg16f, for --raw'),
    });
  });
});

describe('files', () => {
  it('of TGA, BMP, PNM and QOI are pictures', async () => {
    const endings: Readonly<Record<string, string>> = { T: 'tga', B: 'bmp', P: 'pnm', Q: 'qoi' };
    const names = ['TGA of 32 bits', 'BMP of 24 bits', 'PPM', 'QOI'].map((name) => {
      const file = `${name.replaceAll(' ', '-')}.${endings[name[0]!]}`;
      writeFileSync(folder.at(file), RASTER_FILES[name]!);
      return file;
    });
    const result = await run(['encode', ...names, '-o', 'rasters/', '--json']);
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(parseDocument(result).files.map(({ width, height }) => [width, height])).toEqual(
      new Array(names.length).fill([5, 4]),
    );
    writeFileSync(folder.at('lies.tga'), RASTER_FILES.QOI!);
    expect(await run(['encode', 'lies.tga'])).toMatchObject({
      stderr: expect.stringContaining('is a QOI image although its extension is .tga'),
    });
  });
});

describe('--fail-on-color-conversions', () => {
  const picture = (name: string) => join(FIXTURES, 'images', name);

  it.each([
    ['scene-p3.png', 'a PNG image whose colours would be converted from the embedded ICC profile (expected sRGB)'],
    ['scene-cmyk.jpg', 'a JPEG image whose colours would be converted from CMYK (expected sRGB)'],
  ])('refuses %s', async (name, message) => {
    const args = ['encode', picture(name), '-o', `refused-${name}.ktx2`];
    expect(await run([...args, '--fail-on-color-conversions'])).toMatchObject({
      code: 5,
      stderr: expect.stringContaining(message),
    });
    expect((await run(args)).stderr).toContain('colours were converted from');
  });

  it('takes what is sRGB, and data as it is', async () => {
    const flag = '--fail-on-color-conversions';
    expect((await run(['encode', picture('scene-rgb8.png'), '-o', 'srgb.ktx2', flag])).code).toBe(0);
    // With other content nothing is converted anyway.
    const data = await run(['encode', picture('scene-p3.png'), '-o', 'data.ktx2', '--content', 'data', flag]);
    expect(data).toMatchObject({ code: 1, stderr: expect.stringContaining('--content color') });
  });
});

describe('--flip-y', () => {
  it('is undone by decode --upright, and compare looks at the picture', async () => {
    const source = await encodePng(makePicture(48, 32, { hasAlpha: false }));
    writeFileSync(folder.at('photo.png'), source);
    const args = ['encode', 'photo.png', '--block', '4x4', '--quality', 'thorough', '--metrics', '--json', '--force'];
    const plain = parseDocument(await run([...args, '-o', 'plain.ktx2']));
    const flipped = parseDocument(await run([...args, '-o', 'flipped.ktx2', '--flip-y']));
    const psnrOf = ({ files }: typeof plain) => (files[0]!.metrics as { psnrRgb: number }).psnrRgb;
    expect(Math.abs(psnrOf(flipped) - psnrOf(plain))).toBeLessThan(1);
    expect((await run(['info', 'flipped.ktx2'])).stdout.toString()).toMatch(/orientation: ru/);
    const compared = await run(['compare', 'photo.png', 'flipped.ktx2', '--json']);
    expect((parseDocument(compared).metrics as { psnrRgb: number }).psnrRgb).toBeCloseTo(psnrOf(flipped), 1);
    expect(await run(['decode', 'flipped.ktx2', '-o', 'upright.png', '--upright'])).toMatchObject({ stderr: '' });
    const both = await run(['compare', 'upright.png', 'flipped.ktx2', '--json']);
    expect(parseDocument(both).metrics).toMatchObject({ identical: true });
    expect((await run(['decode', 'flipped.ktx2', '-o', 'stored.png'])).stderr).toContain('--upright turns it');
    expect((await readImage(folder.at('stored.png'))).data).not.toEqual(
      (await readImage(folder.at('upright.png'))).data,
    );
  });

  it('of a texture of plain texels is undone where it is a picture', async () => {
    const pixels = { ...storedKind(37)!, width: 1, height: 2, keyValues: {}, orientation: 'ru' };
    const levels = [{ width: 1, height: 2, data: Uint8Array.of(255, 0, 0, 255, 0, 0, 255, 255) }];
    writeFileSync(folder.at('below.ktx'), writeTexture({ ...pixels, levels } as Texture, { container: 'ktx' }));
    expect((await run(['encode', 'below.ktx', '-o', 'above.ktx2', '--block', '4x4'])).code).toBe(0);
    const { data } = await decode(await textureOf('above.ktx2'));
    expect(Array.from(data)).toEqual([0, 0, 255, 255, 255, 0, 0, 255]);
  });

  it.each(['--dilate', '--y-flip', '--yflip'])('%s is answered with what to type', async (flag) => {
    const result = await run(['encode', 'photo.png', flag]);
    expect(result).toMatchObject({ code: 1, stderr: expect.stringMatching(/did you mean --(alpha bleed|flip-y)\?/) });
  });
});

describe('--tone-curve', () => {
  const light = makeLight(64, 32);
  const args = ['encode', 'light.exr', '--metrics', '--json', '--force'];
  const psnrOf = (document: ReturnType<typeof parseDocument>) =>
    (document.files[0]!.metrics as { psnrRgb: number }).psnrRgb;

  it.each(['reinhard', 'aces', 'clamp'] as const)('%s makes the picture that toneMap makes', async (curve) => {
    writeFileSync(folder.at('light.exr'), await encodeExr(light));
    const result = await run([...args, '--tone-curve', curve, '--exposure', '-1', '--mipmaps', '-o', 'light.ktx2']);
    const document = parseDocument(result);
    expect(document.files[0]).toMatchObject({ profile: 'ldr', colorSpace: 'srgb' });
    expect(document.files[0]).not.toHaveProperty('floats');
    expect(document.settings).toMatchObject({ toneCurve: curve, exposure: -1, profile: 'ldr' });
    expect(psnrOf(document)).toBeGreaterThan(30);
    // A stop darker, from what the file has kept.
    const read = await readImage(folder.at('light.exr'));
    const data = read.data.map((value, at) => (at % 4 === 3 ? value : value / 2)) as Float32Array;
    const texture = await textureOf('light.ktx2');
    expect(texture.levels).toEqual((await encode(toneMap({ ...read, data }, curve), { mipmaps: true })).levels);
    expect(toneMap(read, curve, -1)).toEqual(toneMap({ ...read, data }, curve));
    expect(texture.writerParams).toMatch(new RegExp(` --tone-curve ${curve} --exposure -1$`));
  });

  it('goes with cube maps, sizes and every format of colours', async () => {
    const curve = ['--tone-curve', 'aces'];
    for (const flags of [
      ['--cubemap', '--mipmaps'],
      ['--resize', '32x', '--flip-y'],
      ['--format', 'etc2-rgba'],
    ]) {
      expect(psnrOf(parseDocument(await run([...args, ...curve, ...flags, '-o', 'other.ktx2'])))).toBeGreaterThan(28);
    }
  });

  it.each([
    [['--profile', 'hdr'], /Expected --tone-curve or --profile hdr but received both/],
    [['--rgbm', '4'], /Expected --tone-curve or --rgbm but received both/],
    [['--color-space', 'linear'], /Expected --tone-curve or --color-space linear but received both/],
    [['--format', 'eac-r11'], /Expected --tone-curve or --format eac-r11 but received both/],
    [['--content', 'data'], /--tone-curve.*--content/],
  ])('does not go with %j', async (flags, stderr) => {
    const result = await run(['encode', 'light.exr', '--tone-curve', 'aces', ...flags, '-o', 'no.ktx2']);
    expect(result).toMatchObject({ code: 1, stderr: expect.stringMatching(stderr) });
  });

  it('is for float pixels', async () => {
    expect(await run(['encode', 'photo.png', '--tone-curve', 'aces', '-o', 'no.ktx2'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Expected float pixels for --tone-curve but received integers'),
    });
  });
});
