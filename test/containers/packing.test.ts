/** Zstandard and zlib in KTX2: what is written, that others read it, and that it is the same everywhere. */
import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { readTexture, writeTexture } from 'astc-wasm';
import { decompress } from 'fzstd';
import { read as readByKtxParse } from 'ktx-parse';
import { describe, expect, test, vi } from 'vitest';
import { unpack } from '../../src/containers/packing.js';
import { Rng } from '../support/rng.js';
import { ktx2Sources, storeZstd } from './ktx2-by-hand.js';
import { readBySpec } from './ktx2-spec-reader.js';
import { makeTexture } from './textures.js';

/** A texture of three levels that packs a little, the same every time. */
function packable() {
  const texture = makeTexture({ width: 240, height: 180, levelCount: 3 });
  const rng = Rng.named('packable');
  for (const { data } of texture.levels) {
    for (let at = 0; at < data.length; at++) data[at] = at % 16 < 6 ? 0x42 : rng.below(at % 16 < 11 ? 8 : 256);
  }
  return texture;
}

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);
const UNPACKERS = { zstd: (bytes: Uint8Array) => decompress(bytes), zlib: (bytes: Uint8Array) => inflateSync(bytes) };

describe.each([
  ['zstd', 2, 19],
  ['zlib', 3, 9],
] as const)('%s', (packing, scheme, level) => {
  const texture = packable();
  const file = writeTexture(texture, { [packing]: level });

  test('is said by header and index; levels lie without padding', () => {
    const bySpec = readBySpec(file);
    expect(bySpec.supercompressionScheme).toBe(scheme);
    expect(bySpec.levels.map((each) => each.uncompressedByteLength)).toEqual(
      texture.levels.map(({ data }) => data.length),
    );
    // Sized, as the specification has it since 2.0.4: without its bytes a descriptor is only tolerated.
    expect(bySpec.dfdWords[4]).toBe(16);
    expect(file.length).toBeLessThan(writeTexture(texture).length);
  });

  test('is unpacked by others to the same levels', () => {
    const { levels } = readByKtxParse(file);
    expect(levels.map(({ levelData }) => Uint8Array.from(UNPACKERS[packing](levelData)))).toEqual(
      texture.levels.map(({ data }) => data),
    );
  });

  test('is read again, and says how it was packed', () => {
    const again = readTexture(file);
    expect(again.levels).toEqual(texture.levels);
    expect(again.supercompression).toEqual({
      scheme: packing,
      byteLengths: readBySpec(file).levels.map(({ byteLength }) => byteLength),
    });
    expect(again.writerParams).toBe(`--${packing} ${level}`);
    // Written without packing the file is as if it had never been packed.
    expect(sha(writeTexture(again))).toBe(sha(writeTexture(texture)));
  });

  test('packs every level of packing, more or less', () => {
    const lengths = [1, level].map((each) => writeTexture(texture, { [packing]: each }).length);
    expect(lengths[0]).toBeGreaterThan(lengths[1]!);
  });
});

/** Hash of the packed levels, one behind the other. */
function packedHash(options: { zstd: number } | { zlib: number }): string {
  const { levels } = readBySpec(writeTexture(packable(), options));
  return sha(Buffer.concat(levels.map(({ data }) => data)));
}

test('packed bytes are those of every machine', () => {
  expect([1, 3, 19, 22].map((zstd) => packedHash({ zstd }))).toEqual([
    '0b4ba7ac66100499',
    'e9b9d246957bcf46',
    '855415fd8db3e36e',
    '855415fd8db3e36e',
  ]);
  expect([1, 6, 9].map((zlib) => packedHash({ zlib }))).toEqual([
    '0a0cc2392c52c493',
    '77c07f21fa823afd',
    '922df92ad4b86a4f',
  ]);
  // The same again, after other work of the same instance.
  expect(packedHash({ zstd: 1 })).toBe('0b4ba7ac66100499');
});

test('writerParams keep what is not about packing', () => {
  const made = { ...packable(), writerParams: '--format astc --block 6x6 --zstd 3' };
  const params = (options: object) => readTexture(writeTexture(made, options)).writerParams;
  expect(params({})).toBe('--format astc --block 6x6');
  expect(params({ zstd: 5 })).toBe('--format astc --block 6x6 --zstd 5');
  expect(params({ zlib: 5 })).toBe('--format astc --block 6x6 --zlib 5');
});

test('levels that stay packed are not packed again', () => {
  const carried = readTexture(ktx2Sources()[8]!);
  expect(() => writeTexture(carried, { zstd: 3 })).toThrow(/Expected no zstd for levels that stay packed by scheme 1/);
});

describe('the decoder of browsers', () => {
  const texture = packable();
  const { levels } = readByKtxParse(writeTexture(texture, { zstd: 19 }));
  const request = { packing: 'zstd', part: 'level 0', code: 'E_KTX2_INVALID' } as const;

  test('unpacks what libzstd packed', () => {
    levels.forEach(({ levelData, uncompressedByteLength: byteLength }, level) => {
      expect(unpack(levelData, { ...request, byteLength })).toEqual(texture.levels[level]!.data);
    });
  });

  test('unpacks a frame of the zstd program', () => {
    // By zstd 1.5.4: zstd -19 --no-check -c.
    const frame = Uint8Array.from(Buffer.from('28b52ffd20288d000058617374632d7761736d200a0100bd0b12', 'hex'));
    const text = 'astc-wasm astc-wasm astc-wasm astc-wasm\n';
    expect(Buffer.from(unpack(frame, { ...request, byteLength: text.length })).toString()).toBe(text);
  });

  // Both say that they hold 60 bytes.
  const [short, long] = [59, 61].map((length) => {
    const frame = storeZstd(new Uint8Array(length).fill(9));
    new DataView(frame.buffer).setUint32(5, 60, true);
    return frame;
  }) as [Uint8Array, Uint8Array];

  test.each([
    ['no frame', Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)],
    ['nothing', new Uint8Array(0)],
    ['half a frame', levels[0]!.levelData.slice(0, 100)],
    ['a frame that holds less than it says', short],
    ['a frame that holds more', long],
  ])('refuses %s', (_, bytes) => {
    expect(() => unpack(bytes, { ...request, byteLength: 60 })).toThrow(
      expect.objectContaining({ name: 'AstcError', code: 'E_KTX2_INVALID' }),
    );
  });
});

describe('where nothing is at hand, as in browsers', () => {
  test.each([
    ['zstd', 'loadZstd'],
    ['zlib', 'loadZlib'],
  ])('%s says what to load', async (packing, call) => {
    vi.resetModules();
    vi.doMock('#host', () => ({ host: { zstd: () => undefined, zlib: () => undefined } }));
    vi.doMock('../../src/host/node/index.ts', () => ({
      host: { zstd: () => undefined, zlib: () => undefined },
    }));
    const { writeTexture: write } = await import('../../src/write-texture.js');
    expect(() => write(makeTexture(), { [packing]: 3 })).toThrow(
      expect.objectContaining({
        code: 'E_OPTION',
        message: `Expected ${packing} to be loaded first`,
        hint: `await ${call}() before writeTexture`,
      }),
    );
    vi.doUnmock('#host');
    vi.doUnmock('../../src/host/node/index.ts');
    vi.resetModules();
  });
});
