/** `--alpha-weight`, `--mask` and `--channel-weights perceptual` of the command. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode, readImage, writeTexture } from 'astc-wasm';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FIXTURES, makeFolder, parseDocument, runCli } from '../support/cli.js';

const SPRITE = join(FIXTURES, 'images/sprite-rgba8.png');

let folder: ReturnType<typeof makeFolder>;
let size: { width: number; height: number };
beforeEach(async () => {
  folder = makeFolder();
  copyFileSync(SPRITE, folder.at('sprite.png'));
  const { width, height } = await sharp(SPRITE).metadata();
  size = { width, height };
  await writeMask('mask.png', 0);
});
afterEach(() => folder.remove());

/** Half of it matters. @param blue  that nobody asks for */
async function writeMask(name: string, blue: number, { width, height } = size): Promise<void> {
  const pixels = Buffer.alloc(width * height * 3, blue);
  for (let texel = 0; texel < width * height; texel++) {
    pixels[texel * 3] = texel % width < width / 2 ? 255 : 0;
    pixels[texel * 3 + 1] = blue;
  }
  await sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toFile(folder.at(name));
}

const run = (...args: string[]) => runCli(args, { cwd: folder.path });
const encodeFile = (...args: string[]) => run('encode', 'sprite.png', '-o', 'out.ktx2', '--force', '--json', ...args);
const metricsOf = async (...args: string[]) => {
  const result = await encodeFile('--metrics', ...args);
  expect(result).toMatchObject({ code: 0 });
  return parseDocument(result).files[0]!.metrics as { psnrRgb: number; psnrWeighted?: number };
};

describe('encode', () => {
  it('weighs by alpha, and measures so', async () => {
    expect(await metricsOf()).not.toHaveProperty('psnrWeighted');
    const { psnrRgb, psnrWeighted } = await metricsOf('--alpha-weight', '1');
    expect(psnrWeighted).toBeGreaterThan(psnrRgb + 0.5);
    const text = await run('encode', 'sprite.png', '-o', 'out.ktx2', '--force', '--metrics', '--alpha-weight', '1');
    expect(text.stdout.toString() + text.stderr).toMatch(/RGBA [\d.]+ dB, SSIM [\d.]+, weighted [\d.]+ dB/);
  });

  it('measures by luma, too', async () => {
    expect((await metricsOf('--channel-weights', 'perceptual')).psnrWeighted).toBeGreaterThan(20);
  });

  it('takes a mask as the library does, of red alone, and names it in the settings', async () => {
    const result = await encodeFile('--mask', 'mask.png');
    expect(result).toMatchObject({ code: 0 });
    expect(parseDocument(result).settings).toMatchObject({ mask: 'mask.png' });
    const image = await readImage(SPRITE);
    const data = Uint8Array.from({ length: size.width * size.height }, (_, texel) =>
      texel % size.width < size.width / 2 ? 255 : 0,
    );
    const texture = await encode(image, { mask: { data, ...size } });
    expect(readFileSync(folder.at('out.ktx2')).equals(writeTexture(texture))).toBe(true);
    await writeMask('blue.png', 255);
    expect((await encodeFile('--mask', 'blue.png')).code).toBe(0);
    expect(readFileSync(folder.at('out.ktx2')).equals(writeTexture(texture))).toBe(true);
  });

  it('says both sizes where a mask is of another', async () => {
    await writeMask('small.png', 0, { width: 8, height: 4 });
    const { code, stderr } = await run('encode', 'sprite.png', '-o', 'out.ktx2', '--mask', 'small.png');
    expect(code).toBe(1);
    expect(stderr).toContain(`Expected a mask of ${size.width}x${size.height}, as the picture, but received 8x4`);
  });

  it.each([
    [['--mask', 'none.png'], 2, /--mask none.png/],
    [['--mask', '-'], 1, /Expected a file for --mask but received -/],
    [['--mask', 'sprite.png', '--depth'], 1, /Expected --mask or --depth but received both/],
    [['--alpha-weight', '17'], 1, /Expected a whole number of texels from 0 to 16 for --alpha-weight/],
    [['--alpha-weight', '1', '--alpha', 'premultiply'], 1, /--alpha beside --alpha-weight but received premultiply/],
    [['--alpha-weight', '1', '--format', 'etc1'], 1, /for --format beside --alpha-weight but received etc1/],
    [['--alpha-weight', '1', '--block', 'auto', '--target-psnr', '40'], 1, /--target-psnr or --alpha-weight/],
    [['--channel-weights', 'perceptual', '--content', 'data'], 1, /--content of --channel-weights perceptual but/],
    [['--channel-weights', 'perceptual', '--swizzle', 'bgra'], 1, /--swizzle of --channel-weights perceptual but/],
    [['--channel-weights', 'luma'], 1, /Expected four numbers of 0 or more, not all 0, or perceptual for/],
  ])('refuses %j before any work', async (flags, code, message) => {
    const result = await run('encode', 'sprite.png', '-o', 'out.ktx2', ...flags);
    expect(result.stderr).toMatch(message);
    expect(result.code).toBe(code);
  });

  it('keeps textures in the cache by what the mask shows, not by its name', async () => {
    const isCached = async (...args: string[]) =>
      parseDocument(await encodeFile('--cache', 'kept', ...args)).files[0]!.cached === true;
    expect(await isCached('--mask', 'mask.png')).toBe(false);
    copyFileSync(folder.at('mask.png'), folder.at('twin.png'));
    expect(await isCached('--mask', 'twin.png')).toBe(true);
    expect(await isCached()).toBe(false);
    expect(await isCached('--mask', 'mask.png', '--alpha-weight', '0')).toBe(false);
    expect(await isCached('--mask', 'mask.png', '--alpha-weight', '1')).toBe(false);
    const { data } = await readImage(folder.at('mask.png'));
    const other = Buffer.from(data).fill(128, 0, 4);
    writeFileSync(
      folder.at('mask.png'),
      await sharp(other, { raw: { ...size, channels: 4 } })
        .png()
        .toBuffer(),
    );
    expect(await isCached('--mask', 'mask.png')).toBe(false);
  });

  it('takes a mask for the files of a rule, found from the config', async () => {
    const plain = await encodeFile();
    const plainBytes = readFileSync(folder.at('out.ktx2'));
    await encodeFile('--mask', 'mask.png');
    const maskedBytes = readFileSync(folder.at('out.ktx2'));
    expect(plain.code).toBe(0);
    expect(maskedBytes.equals(plainBytes)).toBe(false);
    copyFileSync(SPRITE, folder.at('other.png'));
    writeFileSync(
      folder.at('astc.config.json'),
      JSON.stringify({ output: 'out/', rules: [{ files: 'sprite.png', mask: 'mask.png' }] }),
    );
    const result = await run('encode', 'sprite.png', 'other.png', '--json');
    expect(result).toMatchObject({ code: 0 });
    expect(readFileSync(folder.at('out/sprite.ktx2')).equals(maskedBytes)).toBe(true);
    expect(readFileSync(folder.at('out/other.ktx2')).equals(plainBytes)).toBe(true);
    const { files, settings } = parseDocument(result);
    expect(files.map((file) => file.settings)).toEqual([{ mask: 'mask.png' }, undefined]);
    expect(settings).not.toHaveProperty('mask');
  });
});
