import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { readAstc, writeAstc } from '../../src/containers/astc-file.js';
import { AstcError } from '../../src/errors.js';
import { FOOTPRINTS, FOOTPRINTS_3D } from '../../src/types.js';
import { fixtureUrl, readFixture } from './fixtures.js';
import { astcenc, HAS_ASTCENC, WHY_NO_ASTCENC } from './native-astcenc.js';
import { makeTexture } from './textures.js';

const scratch = mkdtempSync(join(tmpdir(), 'astc-file-'));
afterAll(() => rmSync(scratch, { recursive: true }));

describe('readAstc', () => {
  test('reads size, footprint and blocks of a file that native astcenc wrote', () => {
    const bytes = readFixture('textures/scene-12x10.astc');
    const texture = readAstc(bytes);
    expect(texture).toMatchObject({ format: 'astc', block: '12x10', width: 64, height: 40 });
    expect(texture.levels).toHaveLength(1);
    expect(texture.levels[0]!.data).toEqual(bytes.subarray(16));
  });

  test('says that profile and colour space are assumptions', () => {
    const texture = readAstc(readFixture('textures/sprite-4x4.astc'));
    expect(texture).toMatchObject({ profile: 'ldr', colorSpace: 'srgb', selfDescribing: false });
  });

  test('gives plain arrays also for a Node Buffer in the middle of a larger one', () => {
    const bytes = readFixture('textures/sprite-4x4.astc');
    const pool = Buffer.concat([Buffer.alloc(5), bytes, Buffer.alloc(9)]);
    const { data } = readAstc(pool.subarray(5, 5 + bytes.length)).levels[0]!;
    expect(data.constructor).toBe(Uint8Array);
    expect(data).toEqual(bytes.subarray(16));
  });

  test('ignores bytes after the last block', () => {
    const bytes = readFixture('textures/sprite-4x4.astc');
    const longer = Uint8Array.of(...bytes, 1, 2, 3);
    expect(readAstc(longer).levels[0]!.data).toEqual(bytes.subarray(16));
  });

  test('names place, expectation and finding when a file is cut', () => {
    const cut = readFixture('textures/sprite-4x4.astc').subarray(0, 500);
    expect(() => readAstc(cut)).toThrow(
      '.astc file is truncated: 8x8 blocks of 4x4 for 32x32 texels at byte 16 (expected 1024 bytes, got 484)',
    );
  });

  test('says what is wrong with a volume', () => {
    expect(() => readAstc(readFixture('invalid/astc_block_6x6x7.astc'))).toThrow(/a block of 6x6x7/);
    expect(() => readAstc(readFixture('invalid/astc_volume.astc'))).toThrow(
      '11x7x2 blocks of 6x6 for 64x40x2 texels at byte 16 (expected 2464 bytes, got 1232)',
    );
  });
});

describe('volumes', () => {
  test.each([...FOOTPRINTS_3D, '6x6', '4x4'] as const)('of %s are read as they were written', (block) => {
    const texture = makeTexture({ block, width: 13, height: 11, depth: 7 });
    const bytes = writeAstc(texture);
    const [width, height, depth = 1] = block.split('x').map(Number);
    expect([...bytes.subarray(4, 16)]).toEqual([width, height, depth, 13, 0, 0, 11, 0, 0, 7, 0, 0]);
    expect(readAstc(bytes)).toEqual({ ...texture, selfDescribing: false });
  });

  test('of one slice keep their depth with 3D blocks and are pictures with others', () => {
    const volume = makeTexture({ block: '4x4x4', depth: 1 });
    expect(readAstc(writeAstc(volume)).depth).toBe(1);
    expect(readAstc(writeAstc(makeTexture({ block: '4x4', depth: 1 }))).depth).toBeUndefined();
  });

  test('without a depth are no volumes, and arrays and cubemaps are refused', () => {
    expect(() => writeAstc(makeTexture({ block: '4x4x4' }))).toThrow(/Expected a depth .* of 4x4x4/);
    const cubemap = makeTexture({ width: 8, height: 8 });
    const data = new Uint8Array(6 * cubemap.levels[0]!.data.length);
    expect(() => writeAstc({ ...cubemap, faces: 6, levels: [{ width: 8, height: 8, data }] })).toThrow(
      expect.objectContaining({ code: 'E_UNSUPPORTED' }),
    );
  });
});

describe('writeAstc', () => {
  test('gives back the bytes of a native file', () => {
    for (const name of ['scene-6x6', 'scene-12x10', 'sprite-4x4']) {
      const bytes = readFixture(`textures/${name}.astc`);
      expect(writeAstc(readAstc(bytes))).toEqual(bytes);
    }
  });

  test('writes the first level of several', () => {
    const texture = makeTexture({ levelCount: 4 });
    expect(readAstc(writeAstc(texture)).levels).toEqual([texture.levels[0]]);
  });

  test('refuses a side that its 24-bit field cannot hold', () => {
    const texture = makeTexture({ block: '12x12', width: 0x1000000, height: 1 });
    expect(() => writeAstc(texture)).toThrow(expect.objectContaining({ code: 'E_TOO_LARGE' }));
    const largest = makeTexture({ block: '12x12', width: 0xffffff, height: 1 });
    expect(readAstc(writeAstc(largest)).width).toBe(0xffffff);
  });

  test('refuses a level that does not fit its size', () => {
    const texture = makeTexture();
    texture.levels[0]!.data = texture.levels[0]!.data.subarray(16);
    expect(() => writeAstc(texture)).toThrow(AstcError);
    expect(() => writeAstc(texture)).toThrow(/Expected 864 bytes in level 0 .* but received 848/);
  });

  test.skipIf(!HAS_ASTCENC)(`native astcenc decodes what we wrote to the same picture${WHY_NO_ASTCENC}`, () => {
    const texture = readAstc(readFixture('textures/scene-6x6.astc'));
    const ours = join(scratch, 'ours.astc');
    writeFileSync(ours, writeAstc({ ...texture, colorSpace: 'linear', writer: 'someone' }));
    astcenc('-ds', ours, join(scratch, 'ours.tga'), '-silent');
    astcenc('-ds', fileOf('textures/scene-6x6.astc'), join(scratch, 'native.tga'), '-silent');
    expect(readFileSync(join(scratch, 'ours.tga'))).toEqual(readFileSync(join(scratch, 'native.tga')));
  });

  test.skipIf(!HAS_ASTCENC)(`native astcenc takes our header at every footprint and odd size${WHY_NO_ASTCENC}`, () => {
    for (const block of FOOTPRINTS) {
      const path = join(scratch, `${block}.astc`);
      writeFileSync(path, writeAstc(makeTexture({ block, width: 301, height: 7 })));
      astcenc('-dl', path, join(scratch, `${block}.tga`), '-silent');
      const tga = readFileSync(join(scratch, `${block}.tga`));
      // TGA header: width and height at bytes 12 and 14.
      expect([block, tga.readUInt16LE(12), tga.readUInt16LE(14)]).toEqual([block, 301, 7]);
    }
  });
});

function fileOf(path: string): string {
  return fileURLToPath(fixtureUrl(path));
}
