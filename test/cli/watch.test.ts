/** `encode --watch`: what changes is made again and nothing else, faults do not end it, Ctrl-C does, well. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CLI_PATH, FIXTURES, makeFolder, runCli } from '../support/cli.js';

const SCENE = join(FIXTURES, 'images/scene-rgb8.png');
const SPRITE = join(FIXTURES, 'images/sprite-rgba8.png');
const PATIENCE_MS = 30_000;

let folder: ReturnType<typeof makeFolder>;
let child: ChildProcess | undefined;
let said = '';

beforeEach(() => {
  folder = makeFolder();
  mkdirSync(folder.at('art'));
  copyFileSync(SCENE, folder.at('art/a.png'));
  copyFileSync(SCENE, folder.at('art/b.png'));
});
afterEach(async () => {
  if (child?.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  child = undefined;
  folder.remove();
});

function start(...args: string[]): void {
  said = '';
  child = spawn(process.execPath, [CLI_PATH, 'encode', '--watch', '--quality', 'fastest', ...args], {
    cwd: folder.path,
  });
  const hear = (chunk: Buffer) => {
    said += chunk.toString();
  };
  child.stdout!.on('data', hear);
  child.stderr!.on('data', hear);
}

/** What is said until a line matches, which is then forgotten. */
async function hear(line: RegExp): Promise<string> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await delay(20)) {
    const found = line.exec(said);
    if (found === null) continue;
    const until = found.index + found[0].length;
    const text = said.slice(0, until);
    said = said.slice(until);
    return text;
  }
  throw new Error(`heard no ${line} in: ${said}`);
}

async function stop(): Promise<number | null> {
  child!.kill('SIGINT');
  const [code] = await once(child!, 'exit');
  return code;
}
const blockOf = async (path: string) =>
  /astc (\d+x\d+)/.exec((await runCli(['info', folder.at(path)])).stdout.toString())![1];

if (process.platform === 'win32') console.warn('SKIPPED: --watch ended by signals, which Windows does not have');
describe.skipIf(process.platform === 'win32')('--watch', () => {
  it('makes what changes, what is new, and nothing else; survives what is no picture; ends with 0', async () => {
    start('-r', 'art', '-o', 'out');
    await hear(/watching 2 files; Ctrl-C ends\n/);
    const before = statSync(folder.at('out/b.ktx2')).mtimeMs;
    const first = readFileSync(folder.at('out/a.ktx2'));

    copyFileSync(SPRITE, folder.at('art/a.png'));
    expect(await hear(/art\/a\.png → out\/a\.ktx2 .*\n/)).not.toContain('b.png');
    expect(readFileSync(folder.at('out/a.ktx2')).equals(first)).toBe(false);

    writeFileSync(folder.at('art/a.png'), 'no picture');
    await hear(/error: art\/a\.png: .*\n/);
    mkdirSync(folder.at('art/new'));
    copyFileSync(SCENE, folder.at('art/new/c.png'));
    await hear(/art\/new\/c\.png → out\/new\/c\.ktx2 .*\n/);
    copyFileSync(SCENE, folder.at('art/a.png'));
    await hear(/art\/a\.png → out\/a\.ktx2 .*\n/);
    expect(readFileSync(folder.at('out/a.ktx2')).equals(first)).toBe(true);

    rmSync(folder.at('art/new/c.png'));
    await hear(/art\/new\/c\.png is gone, out\/new\/c\.ktx2 stays\n/);
    expect(existsSync(folder.at('out/new/c.ktx2'))).toBe(true);
    expect(statSync(folder.at('out/b.ktx2')).mtimeMs).toBe(before);
    expect(await stop()).toBe(0);
    expect(said).toBe('');
  }, 60_000);

  it('makes again what a changed mask masks', async () => {
    copyFileSync(SCENE, folder.at('mask.png'));
    start('-r', 'art', '-o', 'out', '--mask', 'mask.png');
    await hear(/watching 2 files/);
    const first = readFileSync(folder.at('out/a.ktx2'));
    const { data, info } = await sharp(SCENE).negate().raw().toBuffer({ resolveWithObject: true });
    await sharp(data, { raw: { ...info, channels: 3 } })
      .png()
      .toFile(folder.at('mask.png'));
    await hear(/art\/a\.png → .*\n(.*\n)*.*art\/b\.png → .*\n/);
    expect(readFileSync(folder.at('out/a.ktx2')).equals(first)).toBe(false);
    expect(await stop()).toBe(0);
  }, 60_000);

  it('makes again what a changed config changes, and goes on with the last one that was right', async () => {
    const configure = (block: string) =>
      writeFileSync(folder.at('astc.config.json'), JSON.stringify({ rules: [{ files: 'art/b.png', block }] }));
    configure('4x4');
    start('art/a.png', 'art/b.png', '-o', 'out/');
    await hear(/watching 2 files/);
    expect(await blockOf('out/b.ktx2')).toBe('4x4');
    configure('8x8');
    expect(await hear(/art\/b\.png → .*\n/)).not.toContain('a.png');
    expect(await blockOf('out/b.ktx2')).toBe('8x8');
    configure('7x7');
    await hear(/error: astc\.config\.json: rules\[0\]\.block: Expected .*\n/);
    copyFileSync(SPRITE, folder.at('art/b.png'));
    await hear(/art\/b\.png → .*\n/);
    expect(await blockOf('out/b.ktx2')).toBe('8x8');
    rmSync(folder.at('astc.config.json'));
    await hear(/art\/b\.png → .*\n/);
    expect(await blockOf('out/b.ktx2')).toBe('6x6');
    expect(await stop()).toBe(0);
  }, 60_000);

  it('never takes its outputs for inputs, and begins with what is older than its picture', async () => {
    start('art/*');
    await hear(/watching 2 files/);
    copyFileSync(SPRITE, folder.at('art/a.png'));
    await hear(/art\/a\.png → art\/a\.ktx2 .*\n/);
    await delay(800);
    expect(said).not.toContain('→');
    expect(said).not.toContain('error');
    expect(await stop()).toBe(0);
    start('art/a.png', 'art/b.png');
    const text = await hear(/watching 2 files/);
    expect(text.match(/skipped, art\/.\.ktx2 is newer/g)).toHaveLength(2);
    // A file that is replaced by a rename, as editors do, is the same file.
    copyFileSync(SCENE, folder.at('art/.new.tmp'));
    renameSync(folder.at('art/.new.tmp'), folder.at('art/a.png'));
    await hear(/art\/a\.png → art\/a\.ktx2 .*\n/);
    expect(await stop()).toBe(0);
  }, 60_000);

  it('leaves no part of a file when it is ended at work', async () => {
    copyFileSync(join(FIXTURES, 'photos/allium.png'), folder.at('art/a.png'));
    child = spawn(
      process.execPath,
      [
        CLI_PATH,
        'encode',
        '--watch',
        'art/a.png',
        '--quality',
        'exhaustive',
        '--block',
        '12x12',
        '--threads',
        '1',
        '--verbose',
      ],
      { cwd: folder.path },
    );
    said = '';
    child.stderr!.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    await hear(/encoding/);
    await delay(100);
    expect(await stop()).toBe(0);
    expect(readdirSync(folder.at('art')).sort()).toEqual(['a.png', 'b.png']);
  }, 60_000);

  it.each([
    [['art/a.png', '--json'], /Expected --watch or --json but received both/],
    [['art/a.png', '--dry-run'], /Expected --watch or --dry-run but received both/],
    [['-'], /Expected files beside --watch but received -/],
    [['art/a.png', '-o', '-'], /Expected files beside --watch but received -/],
  ])('refuses %j, which has an end', async (args, message) => {
    expect(await runCli(['encode', '--watch', ...args], { cwd: folder.path })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(message),
    });
  });
});
