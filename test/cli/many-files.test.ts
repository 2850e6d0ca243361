/** Folders, patterns, lists and templates on the command line: which files, which outputs, what is said of them all. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FIXTURES, makeFolder, parseDocument, runCli } from '../support/cli.js';

const SCENE = join(FIXTURES, 'images/scene-rgb8.png');
const FAST = ['--quality', 'fastest', '--block', '12x12', '--threads', '1'];

let folder: ReturnType<typeof makeFolder>;
/** A tree as people have them: names with spaces and signs of patterns, what is no image, a hidden file. */
beforeEach(() => {
  folder = makeFolder();
  for (const path of ['t/b.png', 't/a.png', 't/ui/a.png', 't/ui/deep/x [1].png', 't/.hidden.png', 'one.png']) {
    mkdirSync(dirname(folder.at(path)), { recursive: true });
    copyFileSync(SCENE, folder.at(path));
  }
  writeFileSync(folder.at('t/notes.txt'), 'no image');
});
afterEach(() => folder.remove());

const encode = (...args: string[]) => runCli(['encode', ...args, ...FAST], { cwd: folder.path });
const plan = async (...args: string[]) => {
  const result = await encode(...args, '--dry-run', '--json');
  return parseDocument(result).files.map(({ input, output }) => `${input} > ${output}`);
};
const filesBelow = (path: string) =>
  readdirSync(folder.at(path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.path.length + 1))
    .sort();

describe('inputs', () => {
  it('-r takes the images below a folder, in order, and keeps their folders below --output', async () => {
    expect(await plan('-r', 't', '-o', 'out')).toEqual([
      't/a.png > out/a.ktx2',
      't/b.png > out/b.ktx2',
      't/ui/a.png > out/ui/a.ktx2',
      't/ui/deep/x [1].png > out/ui/deep/x [1].ktx2',
    ]);
    expect(await encode('-r', 't', '-o', 'out')).toMatchObject({ code: 0, stderr: '' });
    expect(filesBelow('out')).toEqual(['out/a.ktx2', 'out/b.ktx2', 'out/ui/a.ktx2', 'out/ui/deep/x [1].ktx2']);
  });

  it('a folder without -r is refused with what to type', async () => {
    expect(await encode('t')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/Expected a file but received the folder t\n.*-r takes all files below it/),
    });
    mkdirSync(folder.at('empty'));
    expect(await encode('-r', 'empty')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/below empty but found none/),
    });
  });

  it('quoted patterns are ours to match, names of files come first', async () => {
    expect(await plan('t/**/*.png', '-o', 'out/')).toEqual([
      't/a.png > out/a.ktx2',
      't/b.png > out/b.ktx2',
      't/ui/a.png > out/ui/a.ktx2',
      't/ui/deep/x [1].png > out/ui/deep/x [1].ktx2',
    ]);
    expect(await plan('t/ui/deep/x [1].png')).toEqual(['t/ui/deep/x [1].png > t/ui/deep/x [1].ktx2']);
    expect(await plan('t/*.{png,jpg}', 't/a.*', '-o', 'out/')).toEqual([
      't/a.png > out/a.ktx2',
      't/b.png > out/b.ktx2',
    ]);
    expect(await encode('t/*.jpg')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/match t\/\*\.jpg but found none/),
    });
  });

  it('lists name files: @list, --files-from, stdin, ended by lines or zero bytes', async () => {
    writeFileSync(folder.at('list.txt'), '# two\nt/b.png\r\n\nt/ui/a.png\n');
    const wanted = ['t/b.png > out/t/b.ktx2', 't/ui/a.png > out/t/ui/a.ktx2'];
    expect(await plan('@list.txt', '-o', 'out/')).toEqual(wanted);
    expect(await plan('--files-from', 'list.txt', '-o', 'out/')).toEqual(wanted);
    const piped = await runCli(['encode', '--files-from', '-', '-o', 'out/', '--dry-run', '--json', ...FAST], {
      cwd: folder.path,
      stdin: Buffer.from('t/b.png\0t/ui/a.png\0'),
    });
    expect(parseDocument(piped).files).toHaveLength(2);
    expect(await encode('@missing.txt')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/missing\.txt.*cannot be read/),
    });
    writeFileSync(folder.at('empty.txt'), '\n');
    expect(await encode('@empty.txt')).toMatchObject({ code: 1 });
  });

  it('none at all is a wrong usage', async () => {
    expect(await encode()).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/Expected inputs but received none/),
    });
  });
});

describe('outputs', () => {
  it('follow a template', async () => {
    expect(await plan('-r', 't', '-o', 'out/{dir}/{name}.{block}.{quality}{ext}')).toEqual([
      't/a.png > out/a.12x12.fastest.ktx2',
      't/b.png > out/b.12x12.fastest.ktx2',
      't/ui/a.png > out/ui/a.12x12.fastest.ktx2',
      't/ui/deep/x [1].png > out/ui/deep/x [1].12x12.fastest.ktx2',
    ]);
    expect(await plan('one.png', '-o', '{name}-{format}.astc')).toEqual(['one.png > one-astc.astc']);
    expect(await encode('one.png', '-o', '{nmae}{ext}')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/\{dir\}, \{name\}, .*but received \{nmae\}/),
    });
  });

  it('that would meet are refused before any work', async () => {
    expect(await encode('-r', 't', '-o', 'out/{name}{ext}')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/both t\/a\.png and t\/ui\/a\.png would become out\/a\.ktx2/),
    });
    expect(existsSync(folder.at('out'))).toBe(false);
  });

  it('a folder of one file is a folder still', async () => {
    expect(await plan('-r', 't/ui/deep', '-o', 'out')).toEqual(['t/ui/deep/x [1].png > out/x [1].ktx2']);
  });

  it('--dry-run says what would become of existing ones, and makes nothing', async () => {
    writeFileSync(folder.at('one.ktx2'), 'mine');
    expect(await encode('one.png', '--dry-run')).toMatchObject({ code: 2 });
    const result = await encode('one.png', '--dry-run', '--force');
    expect(result).toMatchObject({ code: 0 });
    expect(result.stdout.toString()).toBe('one.png → one.ktx2  exists, would be replaced\n');
    expect(readFileSync(folder.at('one.ktx2'), 'utf8')).toBe('mine');
  });
});

describe('a run of many files', () => {
  beforeEach(() => writeFileSync(folder.at('t/aa.png'), 'no image'));

  it('goes on when one fails, and sums up', async () => {
    const result = await encode('-r', 't', '-o', 'out', '--keep-going');
    expect(result.code).toBe(3);
    expect(result.stdout.toString()).toMatch(/\n4 made, 1 failed of 5 files in .*texel\/s\)\n$/);
  });

  it('--fail-fast begins no other', async () => {
    const many = Array.from({ length: 40 }, (_, index) => `t/z${index}.png`);
    for (const path of many) copyFileSync(SCENE, folder.at(path));
    const result = await encode('-r', 't', '-o', 'out', '--fail-fast');
    expect(result.code).toBe(3);
    expect(result.stdout.toString()).toMatch(/1 failed, \d+ not begun of 45 files/);
    expect(await encode('one.png', '--fail-fast', '--keep-going')).toMatchObject({ code: 1 });
  });

  it('--report writes JUnit XML, and annotations of GitHub', async () => {
    copyFileSync(SCENE, folder.at('t/wrong.jpg'));
    const result = await encode('-r', 't', '-o', 'out', '--report', 'junit=r.xml', '--report', 'github');
    expect(result.stderr).toMatch(/^::error file=t\/aa\.png,title=E_FORMAT_UNKNOWN::not a file of a known kind/m);
    expect(result.stderr).toMatch(/^::warning file=t\/wrong\.jpg::is a PNG image although/m);
    const xml = readFileSync(folder.at('r.xml'), 'utf8');
    expect(xml).toMatch(/<testsuite name="astc-wasm encode" tests="6" failures="1" skipped="0"/);
    expect(xml).toMatch(
      /<testcase classname="encode" name="t\/aa\.png"><failure type="E_FORMAT_UNKNOWN" message="not a file/,
    );
    expect(xml).toMatch(/name="t\/wrong\.jpg">.*<system-err>is a PNG image/);
    expect(await encode('one.png', '--report', 'xml')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/junit=FILE or github/),
    });
  });
});

describe('--verify', () => {
  it('reads the output again', async () => {
    const result = await encode('one.png', '--verify', '--mipmaps', '--zstd', '3', '--json');
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(parseDocument(result).files[0]).toMatchObject({ verified: true, levels: 7 });
    const piped = await runCli(['encode', '-', '--verify', ...FAST], { stdin: readFileSync(SCENE) });
    expect(piped).toMatchObject({ code: 1, stderr: expect.stringMatching(/beside --verify but received -/) });
  });
});

it('decode and convert take folders too', async () => {
  await encode('-r', 't', '-o', 'out');
  const decoded = await runCli(['decode', '-r', 'out', '-o', 'png'], { cwd: folder.path });
  expect(decoded).toMatchObject({ code: 0 });
  expect(filesBelow('png')).toEqual(['png/a.png', 'png/b.png', 'png/ui/a.png', 'png/ui/deep/x [1].png']);
  const converted = await runCli(['convert', 'out/**/*.ktx2', '-o', 'astc/{dir}/{name}.astc'], { cwd: folder.path });
  expect(converted).toMatchObject({ code: 0 });
  expect(filesBelow('astc')).toHaveLength(4);
});
