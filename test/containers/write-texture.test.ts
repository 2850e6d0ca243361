/** The options of writing: defaults, what is refused and how. */
import { describe, expect, test } from 'vitest';
import { sniffFile } from '../../src/containers/sniff-file.js';
import { readTexture } from '../../src/read-texture.js';
import { writeTexture } from '../../src/write-texture.js';
import { makeTexture } from './textures.js';

describe('writeTexture', () => {
  test('writes KTX2 unless asked otherwise', () => {
    for (const options of [undefined, {}, { container: undefined }]) {
      expect(sniffFile(writeTexture(makeTexture(), options))).toBe('ktx2');
    }
    expect(sniffFile(writeTexture(makeTexture(), { container: 'ktx' }))).toBe('ktx');
  });

  test('gives plain bytes, also where levels are views or shared', () => {
    const texture = makeTexture();
    const { data } = texture.levels[0]!;
    for (const buffer of [new ArrayBuffer(data.length + 9), new SharedArrayBuffer(data.length + 9)]) {
      // Types ask for plain memory; who casts gets the same file.
      const view = new Uint8Array(buffer as ArrayBuffer, 5, data.length);
      view.set(data);
      const file = writeTexture({ ...texture, levels: [{ ...texture.levels[0]!, data: view }] });
      expect(file.constructor).toBe(Uint8Array);
      expect(file.buffer).toBeInstanceOf(ArrayBuffer);
      expect(readTexture(file).levels[0]!.data).toEqual(data);
    }
  });

  test.each([
    [{ container: 'toString' }, 'Expected ktx2, ktx, astc, pkm or dds for container but received toString', undefined],
    [
      { container: 'ktx3' },
      'Expected ktx2, ktx, astc, pkm or dds for container but received ktx3',
      'did you mean ktx2?',
    ],
    [
      { containr: 'ktx' },
      /^Expected one of container, zstd, zlib, target for options but received containr$/,
      'did you mean container?',
    ],
    [{ toString: 1 }, /for options but received toString$/, undefined],
    [null, /^Expected an object for options but received null$/, undefined],
    [
      { container: 'pkm' },
      'Expected format etc1, etc2-rgb, etc2-rgba1, etc2-rgba, eac-r11, eac-rg11, eac-r11-snorm, eac-rg11-snorm for container pkm but received astc',
      'astc goes into ktx2, ktx, astc, dds',
    ],
  ])('refuses %j', (options, message, hint) => {
    expect(() => writeTexture(makeTexture(), options as never)).toThrow(
      expect.objectContaining({ code: 'E_OPTION', message: expect.stringMatching(message), hint }),
    );
  });

  test('refuses what is no texture', () => {
    expect(() => writeTexture(Promise.resolve(makeTexture()) as never)).toThrow(
      expect.objectContaining({ code: 'E_OPTION', message: expect.stringMatching(/but received Promise$/) }),
    );
  });
});
