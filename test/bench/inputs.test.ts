import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Pixels, writePng } from '../../bench/images.mjs';
import { classOfPath, readSources, spread } from '../../bench/inputs.mjs';
import { classOfContent } from '../../bench/ldr.mjs';
import { readList, UsageError } from '../../bench/run.mjs';

function pixels(...colors: number[][]): Pixels {
  return { width: colors.length, height: 1, data: Uint8Array.from(colors.flat()) };
}

const color = pixels([1, 2, 3, 255], [4, 4, 4, 255]);
const grey = pixels([1, 1, 1, 255], [4, 4, 4, 255]);
const alpha = pixels([1, 1, 1, 255], [4, 4, 4, 254]);

describe('the class of a picture', () => {
  it('by content is alpha where alpha varies, grey where red = green = blue, else photo', () => {
    expect([color, grey, alpha].map(classOfContent)).toEqual(['photo', 'grey', 'alpha']);
    expect(classOfContent(pixels([1, 2, 3, 9], [4, 4, 4, 9]))).toBe('photo');
  });

  it('by path is the first rule that fits, else a class named by a word of folder or file', () => {
    expect(classOfPath('/x/normals/brick.png', [])).toBe('normal');
    expect(classOfPath('/x/y/ui-panel.png', [])).toBe('ui');
    expect(classOfPath('/x/y/guitar.png', [])).toBeUndefined();
    expect(classOfPath('/x/normals/brick.png', [{ text: 'brick', name: 'texture' }])).toBe('texture');
  });
});

describe('the pictures of a run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'astc-wasm-test-inputs-'));
  const inside = (...names: string[]) => join(folder, ...names);

  beforeAll(async () => {
    for (const name of ['set', 'other', 'empty']) mkdirSync(inside(name));
    await writePng(inside('set', 'b.png'), grey);
    await writePng(inside('set', 'a.png'), color);
    await writePng(inside('other', 'a.png'), alpha);
    writeFileSync(inside('set', 'notes.txt'), 'no picture');
    writeFileSync(inside('broken.png'), 'no picture');
    writeFileSync(inside('classes.tsv'), '# file\tclass\nset/a.png\tui\n');
    writeFileSync(inside('classes.json'), '{ "b.png": "texture" }');
    writeFileSync(inside('wrong.json'), '{ "b.png": "poem" }');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are those of a folder in order of name, and files', async () => {
    const sources = await readSources([inside('set'), inside('other', 'a.png')]);
    expect(sources.map((source) => [source.name, source.class])).toEqual([
      [join('set', 'a'), 'photo'],
      ['b', 'grey'],
      [join('other', 'a'), 'alpha'],
    ]);
  });

  it('have the class of the manifest, TSV or JSON, before that of a rule', async () => {
    const rules = ['.png=normal'];
    const tsv = await readSources([inside('set')], { manifest: inside('classes.tsv'), rules });
    expect(tsv.map((source) => source.class)).toEqual(['ui', 'normal']);
    const json = await readSources([inside('set')], { manifest: inside('classes.json'), rules });
    expect(json.map((source) => source.class)).toEqual(['normal', 'texture']);
  });

  it('give one clear error where something is wrong', async () => {
    await expect(readSources([])).rejects.toThrow(new UsageError('no image given'));
    await expect(readSources([inside('missing.png')])).rejects.toThrow(/missing\.png: no such file or folder/);
    await expect(readSources([inside('empty')])).rejects.toThrow(/no pictures in this folder/);
    await expect(readSources([inside('broken.png')])).rejects.toThrow(/broken\.png: not a picture/);
    await expect(readSources([inside('set')], { rules: ['a=poem'] })).rejects.toThrow(/--class-from: .*poem/);
    await expect(readSources([inside('set')], { rules: ['photo'] })).rejects.toThrow(/--class-from/);
    await expect(readSources([inside('set')], { manifest: inside('wrong.json') })).rejects.toThrow(/poem/);
    await expect(readSources([inside('set')], { manifest: inside('gone.tsv') })).rejects.toThrow(/no such manifest/);
  });
});

describe('few of many pictures', () => {
  it('are of every class while there is room', () => {
    const sources = ['photo', 'photo', 'photo', 'grey', 'ui'].map((name, index) => ({ class: name, index }));
    expect(spread(sources, 3).map((source) => source.index)).toEqual([0, 3, 4]);
    expect(spread(sources, 9)).toHaveLength(5);
  });
});

describe('a list option', () => {
  it('knows its words, in their own order and once each', () => {
    expect(readList('--x', 'b,a,b', ['a', 'b', 'c'])).toEqual(['a', 'b']);
    expect(readList('--x', 'all', ['a', 'b'])).toEqual(['a', 'b']);
    expect(() => readList('--x', 'a,d', ['a'])).toThrow(/--x: expected some of a, got "d"/);
  });
});
