/** Outputs: whole or not at all. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isTaken } from '../../src/cli/files/names.js';
import { readInput } from '../../src/cli/files/read-input.js';
import { writeOutput } from '../../src/cli/files/write-output.js';
import { makeFolder } from '../support/cli.js';

const NEVER = new AbortController().signal;
const KEEP = { canReplace: false, signal: NEVER };
const REPLACE = { canReplace: true, signal: NEVER };
const bytes = new TextEncoder().encode('new');

let folder: ReturnType<typeof makeFolder>;
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => folder.remove());

const files = () => readdirSync(folder.path);
const content = (name: string) => readFileSync(folder.at(name), 'utf8');

describe('writing', () => {
  it('makes a file and leaves nothing else', async () => {
    await writeOutput(folder.at('a'), bytes, KEEP);
    expect(files()).toEqual(['a']);
    expect(content('a')).toBe('new');
  });

  it('does not replace a file that appeared after it was looked for', async () => {
    writeFileSync(folder.at('a'), 'old');
    await expect(writeOutput(folder.at('a'), bytes, KEEP)).rejects.toMatchObject({ code: 'E_OUTPUT_EXISTS' });
    expect(files()).toEqual(['a']);
    expect(content('a')).toBe('old');
  });

  it('replaces a file when it may, and keeps its permissions', async () => {
    writeFileSync(folder.at('a'), 'old');
    chmodSync(folder.at('a'), 0o600);
    await writeOutput(folder.at('a'), bytes, REPLACE);
    expect(content('a')).toBe('new');
    expect(statSync(folder.at('a')).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
  });

  it('that fails at the last step removes what it had written', async () => {
    mkdirSync(folder.at('a/b'), { recursive: true });
    await expect(writeOutput(folder.at('a'), bytes, REPLACE)).rejects.toMatchObject({ code: 'E_WRITE' });
    expect(files()).toEqual(['a']);
  });

  it('does not begin after an abort', async () => {
    await expect(
      writeOutput(folder.at('a'), bytes, { canReplace: true, signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({
      code: 'E_ABORTED',
    });
    expect(files()).toEqual([]);
  });

  it('many at once gives each its own file', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `file-${index}`);
    await Promise.all(names.map((name) => writeOutput(folder.at(name), new TextEncoder().encode(name), KEEP)));
    expect(files().sort()).toEqual([...names].sort());
    for (const name of names) expect(content(name)).toBe(name);
  });

  it('one name many times at once gives it to one of them', async () => {
    const attempts = Array.from({ length: 10 }, () => writeOutput(folder.at('a'), bytes, KEEP));
    const results = await Promise.allSettled(attempts);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(files()).toEqual(['a']);
  });
});

describe('reading', () => {
  it('names what is wrong', async () => {
    await expect(readInput(folder.at('a'), NEVER)).rejects.toMatchObject({
      code: 'E_READ',
      message: 'cannot be read (no such file or folder)',
    });
    await expect(readInput(folder.path, NEVER)).rejects.toMatchObject({ message: 'cannot be read (it is a folder)' });
  });
});

describe('a name', () => {
  it('is taken by a file and a folder, not by a device or stdout', async () => {
    writeFileSync(folder.at('a'), '');
    expect(await isTaken(folder.at('a'))).toBe(true);
    expect(await isTaken(folder.path)).toBe(true);
    expect(await isTaken(folder.at('b'))).toBe(false);
    expect(await isTaken('-')).toBe(false);
    if (process.platform !== 'win32') expect(await isTaken('/dev/null')).toBe(false);
  });
});
