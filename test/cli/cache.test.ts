/** `--cache`, `--shard` and `astc-wasm cache`: nothing twice, nothing lost, nothing wrong. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FIXTURES, makeFolder, parseDocument, runCli } from '../support/cli.js';

const SCENE = join(FIXTURES, 'images/scene-rgb8.png');
const FAST = ['--quality', 'fastest', '--threads', '1'];

let folder: ReturnType<typeof makeFolder>;
beforeEach(() => {
  folder = makeFolder();
  copyFileSync(SCENE, folder.at('scene.png'));
});
afterEach(() => folder.remove());

const run = (...args: string[]) => runCli(args, { cwd: folder.path });
const encode = (...args: string[]) => run('encode', ...args, ...FAST, '--cache', 'kept', '--json');
const filesOf = (part: string) =>
  existsSync(folder.at(`kept/${part}`))
    ? readdirSync(folder.at(`kept/${part}`), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];
const isCached = async (...args: string[]) => {
  const result = await encode(...args);
  expect(result).toMatchObject({ code: 0 });
  return parseDocument(result).files.map(({ cached }) => cached === true);
};
/** As many pictures of different pixels. */
async function makePictures(count: number): Promise<void> {
  mkdirSync(folder.at('many'));
  for (let index = 0; index < count; index++) {
    await sharp(SCENE)
      .modulate({ hue: index * 7 })
      .png()
      .toFile(folder.at(`many/${index}.png`));
  }
}

describe('encode --cache', () => {
  it('takes what is there: the same bytes, the same facts, the same warnings', async () => {
    const plain = await run('encode', 'scene.png', '-o', 'plain.ktx2', ...FAST);
    expect(plain.code).toBe(0);
    const [first, second] = [await encode('scene.png', '-o', 'a.ktx2'), await encode('scene.png', '-o', 'b.ktx2')];
    const { cached, output: _, ...facts } = parseDocument(second).files[0]!;
    const { output: __, ...made } = parseDocument(first).files[0]!;
    expect(cached).toBe(true);
    expect(facts).toEqual(made);
    for (const name of ['a.ktx2', 'b.ktx2']) {
      expect(readFileSync(folder.at(name)).equals(readFileSync(folder.at('plain.ktx2')))).toBe(true);
    }
    const sprite = join(FIXTURES, 'images/sprite-rgba8.png');
    for (const output of ['c.ktx2', 'd.ktx2']) {
      const result = await encode(sprite, '-o', output, '--format', 'etc2-rgb');
      expect(result.stderr).toMatch(/stores no alpha/);
    }
    const text = await run('encode', 'scene.png', '-o', 'e.ktx2', ...FAST, '--cache', 'kept');
    expect(text.stdout.toString()).toMatch(/ {2}cached\n$/);
  });

  it('knows pixels again whatever file they come in, and whoever works', async () => {
    expect(await isCached('scene.png')).toEqual([false]);
    await sharp(SCENE).png({ compressionLevel: 1 }).toFile(folder.at('again.png'));
    await sharp(SCENE).webp({ lossless: true }).toFile(folder.at('again.webp'));
    expect(readFileSync(folder.at('again.png')).equals(readFileSync(SCENE))).toBe(false);
    expect(await isCached('again.png', '-o', 'x.ktx2')).toEqual([true]);
    expect(await isCached('again.webp', '-o', 'y.ktx2')).toEqual([true]);
    const two = await run(
      'encode',
      'scene.png',
      '-o',
      'z.ktx2',
      '--quality',
      'fastest',
      '--threads',
      '2',
      '--cache',
      'kept',
      '--json',
    );
    expect(parseDocument(two).files[0]).toMatchObject({ cached: true });
    expect(filesOf('textures')).toHaveLength(1);
    expect(filesOf('files')).toHaveLength(3);
  });

  it.each([
    ['--block', '4x4'],
    ['--quality', 'fast'],
    ['--mipmaps'],
    ['--zstd', '3'],
    ['--color-space', 'linear'],
    ['--swizzle', 'gbra'],
    ['--metrics'],
    ['--container', 'ktx'],
    ['--resize', '32x'],
    ['--channel-weights', '1,2,1,1'],
  ])('tells %s apart', async (...flags) => {
    expect(await isCached('scene.png', '-o', 'a.out', '--container', 'ktx2')).toEqual([false]);
    const container = flags[0] === '--container' ? [] : ['--container', 'ktx2'];
    const quality = flags[0] === '--quality' ? [] : ['--quality', 'fastest'];
    const args = [
      'encode',
      'scene.png',
      '-o',
      'b.out',
      ...flags,
      ...container,
      ...quality,
      '--cache',
      'kept',
      '--json',
    ];
    const result = await run(...args);
    expect(parseDocument(result).files[0]).not.toHaveProperty('cached');
  });

  it('makes a damaged entry again, and replaces it', async () => {
    await encode('scene.png');
    const [entry] = filesOf('textures');
    const whole = readFileSync(entry!);
    for (const damaged of [whole.subarray(0, -7), Buffer.from('nothing'), Buffer.alloc(0), flip(whole)]) {
      writeFileSync(entry!, damaged);
      expect(await isCached('scene.png', '--force')).toEqual([false]);
      expect(readFileSync(entry!).subarray(-100).equals(whole.subarray(-100))).toBe(true);
      expect(await isCached('scene.png', '--force')).toEqual([true]);
    }
    const [record] = filesOf('files');
    writeFileSync(record!, '{');
    expect(await isCached('scene.png', '--force')).toEqual([true]);
  });

  it('is shared by processes that work at the same time: none does what another does', {
    timeout: 60_000,
  }, async () => {
    await makePictures(24);
    const results = await Promise.all(['out1', 'out2', 'out3'].map((out) => encode('-r', 'many', '-o', out)));
    const cached = results.flatMap((result) => parseDocument(result).files.map((file) => file.cached === true));
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(cached).toHaveLength(72);
    // Pictures of 24 hues: each made once.
    expect(cached.filter((each) => !each)).toHaveLength(24);
    expect(filesOf('textures')).toHaveLength(24);
    expect(filesOf('claims')).toEqual([]);
    for (const name of readdirSync(folder.at('out1'))) {
      const [one, two, three] = ['out1', 'out2', 'out3'].map((out) => readFileSync(folder.at(`${out}/${name}`)));
      expect(one!.equals(two!) && one!.equals(three!)).toBe(true);
    }
  });

  it('goes on after one that was killed in the midst', { timeout: 60_000 }, async () => {
    await makePictures(12);
    const killed = await runCli(['encode', '-r', 'many', '-o', 'out', '--quality', 'thorough', '--cache', 'kept'], {
      cwd: folder.path,
      onStart: (child) => child.stdout!.once('data', () => child.kill('SIGKILL')),
    });
    expect(killed.signal).toBe('SIGKILL');
    // As if it had been long ago.
    for (const claim of filesOf('claims')) utimesSync(claim, 0, 0);
    const result = await run(
      'encode',
      '-r',
      'many',
      '-o',
      'out',
      '--quality',
      'thorough',
      '--cache',
      'kept',
      '--force',
      '--json',
    );
    expect(result.code).toBe(0);
    expect(parseDocument(result).files).toHaveLength(12);
    // What was kept before it was killed is claimed still, which nobody asks for any more.
    for (const claim of filesOf('claims')) utimesSync(claim, 0, 0);
    await run('cache', 'prune', 'kept', '--unused', '1');
    expect(filesOf('claims')).toEqual([]);
    expect((await run('cache', 'verify', 'kept')).code).toBe(0);
  });

  it('is not for GPUs, whose bytes are their own', async () => {
    expect(await encode('scene.png', '--gpu')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/--cache or --gpu/),
    });
  });

  it('a folder that cannot be one is an error of the file', async () => {
    writeFileSync(folder.at('kept'), 'a file');
    expect(await encode('scene.png')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/of the cache cannot be/),
    });
  });
});

/** With one bit of its last byte another. */
function flip(bytes: Buffer): Buffer {
  const flipped = Buffer.from(bytes);
  flipped[flipped.length - 1]! ^= 1;
  return flipped;
}

describe('encode --shard', () => {
  it('parts the inputs by their names: all of them, none twice, and a new one moves no other', async () => {
    await makePictures(30);
    const partsOf = async () => {
      const parts: unknown[][] = [];
      for (const part of [1, 2, 3]) {
        const result = await run('encode', '-r', 'many', '-o', 'out', '--shard', `${part}/3`, '--dry-run', '--json');
        parts.push(parseDocument(result).files.map(({ input }) => input));
      }
      return parts;
    };
    const before = await partsOf();
    expect(before.flat().sort()).toHaveLength(30);
    expect(new Set(before.flat()).size).toBe(30);
    expect(Math.min(...before.map(({ length }) => length))).toBeGreaterThan(2);
    copyFileSync(SCENE, folder.at('many/00-new.png'));
    const after = await partsOf();
    expect(after.map((part) => part.filter((input) => input !== 'many/00-new.png'))).toEqual(before);
    expect(await run('encode', 'scene.png', '--shard', '4/3')).toMatchObject({ code: 1 });
    const empty = await Promise.all(
      [1, 2].map((part) => run('encode', 'scene.png', ...FAST, '--shard', `${part}/2`, '--json')),
    );
    expect(empty.map((result) => parseDocument(result).files.length).sort()).toEqual([0, 1]);
    expect(empty.map(({ code }) => code)).toEqual([0, 0]);
  });
});

describe('cache', () => {
  beforeEach(async () => {
    await makePictures(4);
    await encode('-r', 'many', '-o', 'out');
  });

  it('stats counts', async () => {
    const result = await run('cache', 'stats', 'kept', '--json');
    expect(parseDocument(result)).toMatchObject({ textures: 4, files: 4 });
    expect((await run('cache', 'stats', 'kept')).stdout.toString()).toMatch(/^4 textures of 4 files, \d/);
    expect(await run('cache', 'stats', 'out')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/out is no cache/),
    });
    expect(await run('cache', 'stats', 'nowhere')).toMatchObject({ code: 2 });
    expect(await run('cache', 'clean', 'kept')).toMatchObject({ code: 1 });
  });

  it('prune removes what was used longest ago', async () => {
    const textures = filesOf('textures');
    const long = new Date(Date.now() - 100 * 86_400_000);
    utimesSync(textures[0]!, long, long);
    expect(parseDocument(await run('cache', 'prune', 'kept', '--unused', '30', '--json'))).toMatchObject({
      removed: 1,
    });
    expect(filesOf('textures')).toEqual(textures.slice(1));
    const room = statSync(textures[1]!).size + 400;
    await run('cache', 'prune', 'kept', '--max-size', String(room));
    expect(filesOf('textures').length).toBeLessThanOrEqual(1);
    expect(await isCached('-r', 'many', '-o', 'out', '--force')).toContain(false);
    expect(await isCached('-r', 'many', '-o', 'out', '--force')).not.toContain(false);
    expect(await run('cache', 'prune', 'kept')).toMatchObject({ code: 1 });
    expect(await run('cache', 'stats', 'kept', '--unused', '1')).toMatchObject({ code: 1 });
    expect(await run('cache', 'prune', 'kept', '--max-size', '2 apples')).toMatchObject({ code: 1 });
  });

  it('verify finds what was damaged, removes it and exits with 7', async () => {
    expect(await run('cache', 'verify', 'kept')).toMatchObject({ code: 0 });
    const [entry] = filesOf('textures');
    writeFileSync(entry!, flip(readFileSync(entry!)));
    expect(await run('cache', 'verify', 'kept')).toMatchObject({
      code: 7,
      stderr: expect.stringMatching(/was damaged/),
    });
    expect(existsSync(entry!)).toBe(false);
    expect(await run('cache', 'verify', 'kept')).toMatchObject({ code: 0 });
  });
});
