/** `--memory`: who waits for room, who never gets any, and that nothing else changes. */
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatMemory, parseMemory } from '../../src/cli/memory-size.js';
import { type Claim, createPixelRoom } from '../../src/cli/stages/pixel-room.js';
import { FIXTURES, makeFolder, parseDocument, runCli } from '../support/cli.js';

const claimOf = (amount: number | undefined, ms = 0): Claim => ({
  expected: () => delay(ms, amount),
  refuse: (total) => {
    throw new Error(`${total} is too much`);
  },
});

describe('a room with a budget', () => {
  it('lets in who asked first, however long it takes to know how much', async () => {
    const openRoom = createPixelRoom(100);
    const order: string[] = [];
    const [slow, quick] = [openRoom(), openRoom()];
    const asked = [
      slow.open(claimOf(60, 20)).then(() => order.push('slow')),
      quick.open(claimOf(60)).then(() => order.push('quick')),
    ];
    await asked[0];
    await delay(10);
    expect(order).toEqual(['slow']);
    slow.leave();
    await asked[1];
    expect(order).toEqual(['slow', 'quick']);
  });

  it('counts what it is in place of what was expected, and refuses what can never be', async () => {
    const openRoom = createPixelRoom(100);
    const [one, two] = [openRoom(), openRoom()];
    await one.open(claimOf(80));
    one.take(30);
    await two.open(claimOf(70));
    await expect(openRoom().open(claimOf(101))).rejects.toThrow('101 is too much');
    expect(() => two.take(120, claimOf(0).refuse)).toThrow('120 is too much');
    one.leave();
    two.leave();
    await openRoom().open(claimOf(100));
  });

  it('goes on after one of those who wait cannot say', async () => {
    const openRoom = createPixelRoom(100);
    const failing = openRoom().open({ ...claimOf(1), expected: () => Promise.reject(new Error('no picture')) });
    const next = openRoom().open(claimOf(100));
    await expect(failing).rejects.toThrow('no picture');
    await next;
  });
});

describe('sizes', () => {
  it('are read as people write them, and told so that as much is enough', () => {
    expect(['1000', '1k', '1.5MiB', '2GiB', '2g', '7B'].map(parseMemory)).toEqual([
      1000,
      1024,
      1.5 * 2 ** 20,
      2 ** 31,
      2 ** 31,
      7,
    ]);
    for (const bytes of [1, 2 ** 20, 2 ** 20 + 1, 3e9])
      expect(parseMemory(formatMemory(bytes))).toBeGreaterThanOrEqual(bytes);
  });
});

describe('--memory', () => {
  let folder: ReturnType<typeof makeFolder>;
  beforeEach(() => {
    folder = makeFolder();
    for (let index = 0; index < 10; index++)
      copyFileSync(join(FIXTURES, 'images/scene-rgb8.png'), folder.at(`${index}.png`));
    copyFileSync(join(FIXTURES, 'photos/allium.png'), folder.at('photo.png'));
  });
  afterEach(() => folder.remove());
  const encode = (...args: string[]) =>
    runCli(['encode', ...args, '--quality', 'fastest', '--json'], { cwd: folder.path });

  it('changes no byte, whatever the files', async () => {
    expect((await encode('-r', '.', '-o', 'free')).code).toBe(0);
    const { files, failed } = parseDocument(
      await encode('-r', '.', '-o', 'tight', '--memory', '150MiB', '--threads', '2'),
    );
    expect(failed).toEqual([]);
    for (const { output } of files) {
      const bytes = readFileSync(folder.at(output as string));
      expect(bytes.equals(readFileSync(folder.at((output as string).replace('tight', 'free'))))).toBe(true);
    }
  }, 30_000);

  it('refuses the file that never fits, with what would do, and only that', async () => {
    const result = await encode('0.png', 'photo.png', '-o', 'out/', '--scale', '8', '--memory', '150MiB');
    expect(result.code).toBe(5);
    const { files, failed } = parseDocument(result);
    expect(files).toMatchObject([{ input: '0.png' }]);
    expect(failed).toMatchObject([{ input: 'photo.png', code: 'E_TOO_LARGE' }]);
    const [, needed] = /hint: --memory (\d+MiB) would do/.exec(result.stderr)!;
    const again = await encode('photo.png', '-o', 'out/', '--scale', '8', '--memory', needed!);
    expect(again.code).toBe(0);
  }, 60_000);

  it('counts pictures of every kind of file', async () => {
    const raw = await encode('-', '--raw', '4096x4096:rgba8', '-o', 'raw.ktx2', '--memory', '256MiB');
    expect(raw).toMatchObject({ code: 5, stderr: expect.stringMatching(/takes \d+MiB of memory on its way/) });
    const wrong = await encode('0.png', '--memory', 'much');
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringMatching(/Expected a size, as 2GiB, for --memory/) });
  });
});
