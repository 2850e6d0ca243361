/** `astc-wasm encode` of several pictures as one texture. Witness of what is in the file: ktx-parse. */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type EncodeOptions, encode, encodePng } from 'astc-wasm';
import { read } from 'ktx-parse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paint, paintFace, paintPanorama } from '../shapes/pictures.js';
import { makeFolder, parseDocument, runCli } from '../support/cli.js';

const KIND = { max: 255, colorSpace: 'srgb' } as const;
const NAMES = ['px', 'nx', 'py', 'ny', 'pz', 'nz'];
const FACES = NAMES.map((_, face) => paintFace(face, 24, KIND));
const folder = makeFolder();
afterAll(folder.remove);

const at = (...names: string[]) => names.map((name) => folder.at(`${name}.png`));
const run = (...args: string[]) => runCli(['encode', ...args, '--quality', 'fastest', '--force'], { cwd: folder.path });

beforeAll(async () => {
  for (const [face, name] of NAMES.entries()) writeFileSync(folder.at(`${name}.png`), await encodePng(FACES[face]!));
  writeFileSync(folder.at('sky.png'), await encodePng(paintPanorama(64, KIND)));
  writeFileSync(folder.at('wide.png'), await encodePng(paint(25, 24, KIND, () => [0, 0, 0])));
});

/** The levels in the file, and what the library makes of the same pictures. */
async function compare(output: string, pictures: Parameters<typeof encode>[0], options: EncodeOptions) {
  const written = read(readFileSync(folder.at(output)));
  const { levels } = await encode(pictures, { quality: 'fastest', threads: 1, ...options });
  expect(written.levels.map(({ levelData }) => Buffer.from(levelData))).toEqual(
    levels.map(({ data }) => Buffer.from(data)),
  );
  return written;
}

describe('one texture of several pictures', () => {
  it('is a cube map, its faces in the order of their names', async () => {
    // As a shell lists them.
    const result = await run(...at('nx', 'ny', 'nz', 'px', 'py', 'pz'), '--cubemap', '--mipmaps', '-o', 'cube.ktx2');
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(result.stdout.toString()).toMatch(/note: faces by their names.*px\.png .*nx\.png .*py\.png/);
    expect(result.stdout.toString()).toContain('24x24 cubemap 5 levels');
    const written = await compare('cube.ktx2', FACES, { cubemap: true, mipmaps: true });
    expect(written).toMatchObject({ faceCount: 6, layerCount: 0, pixelDepth: 0, levelCount: 5 });
  });

  it('is an array, in the order given', async () => {
    const result = await run(...at('nz', 'px', 'ny'), '--array', '-o', 'array.ktx2', '--json');
    expect(parseDocument(result).files).toMatchObject([
      { input: at('nz')[0], inputs: at('nz', 'px', 'ny'), layers: 3, width: 24, height: 24 },
    ]);
    const written = await compare('array.ktx2', [FACES[5]!, FACES[0]!, FACES[3]!], { array: true });
    expect(written).toMatchObject({ faceCount: 1, layerCount: 3 });
  });

  it('is a volume', async () => {
    const result = await run(...at('px', 'nx', 'py'), '--depth', '--mipmaps', '-o', 'volume.ktx2');
    expect(result.stdout.toString()).toContain('24x24x3 5 levels');
    const written = await compare('volume.ktx2', FACES.slice(0, 3), { depth: true, mipmaps: true });
    expect(written).toMatchObject({ faceCount: 1, layerCount: 0, pixelDepth: 3 });
  });

  it('is a cube map of a panorama, and measured over all faces', async () => {
    const result = await run(...at('sky'), '--cubemap', '--face-size', '12', '-o', 'sky.ktx2', '--metrics', '--json');
    const [file] = parseDocument(result).files;
    expect(file).toMatchObject({ faces: 6, width: 12, metrics: { psnrRgb: expect.any(Number) } });
    expect((file!.metrics as { psnrRgb: number }).psnrRgb).toBeGreaterThan(35);
    await compare('sky.ktx2', paintPanorama(64, KIND), { cubemap: true, faceSize: 12 });
  });

  it('is named after the first picture where nothing says how', async () => {
    const result = await run(...at('px', 'nx'), '--array', '--json');
    expect(basename(String(parseDocument(result).files[0]!.output))).toBe('px.ktx2');
  });

  it.each([
    [['px', 'wide'], ['--array'], 1, /Expected size 24x24 as in \S*px\.png but received 25x24 in \S*wide\.png/],
    [['px', 'nx'], ['--cubemap'], 1, /Expected six faces for a cubemap but received 2/],
    [['px', 'none'], ['--array'], 2, /none\.png: cannot be read/],
    [['px', 'nx'], [], 1, /Expected a folder for --output of 2 inputs/],
    [['px', 'nx'], ['--array', '--depth'], 1, /Expected --depth or --array but received both/],
    [['px'], ['--array', '--face-size', '4'], 1, /Expected --cubemap beside --face-size/],
    [
      ['px'],
      ['--cubemap', '--mipmaps', '--mip-level', '1=px.png'],
      1,
      /Expected --mip-level or --cubemap but received both/,
    ],
    [['px', 'nx'], ['--array', '--container', 'astc'], 1, /for --container with --array but received astc/],
  ])('is refused of %j with %j', async (names, flags, code, message) => {
    const output = flags.includes('--container') ? 'out.astc' : 'out.ktx2';
    const result = await run(...at(...names), ...flags, '-o', output);
    expect(result.code).toBe(code);
    expect(result.stderr).toMatch(message);
  });
});
