/** `validateKtx2` on files of our own writer, on every VkFormat, and as a function. */
import { AstcError, encode, TEXTURE_FORMATS, validateKtx2, writeTexture } from 'astc-wasm';
import { describe, expect, it } from 'vitest';
import { expectedDescriptor, listVkFormats, type VkFormatRow } from '../../src/vk-formats/index.js';
import { makePicture } from '../support/pictures.js';
import { basicBlock, patch } from './build-ktx2.js';
import { rgba8, zeros } from './subjects.js';

const VALID = { valid: true, messages: [] };

describe('what we write', () => {
  it.each(TEXTURE_FORMATS)('in %s is valid', async (format) => {
    const texture = await encode(makePicture(13, 7), { format, quality: 'fastest', threads: 1 });
    expect(validateKtx2(writeTexture(texture, { container: 'ktx2' }))).toEqual(VALID);
  });

  it.each(['mask', 'normal'] as const)('of a %s is valid', async (content) => {
    const texture = await encode(makePicture(8, 8), { content, quality: 'fastest', threads: 1 });
    expect(validateKtx2(writeTexture(texture, { container: 'ktx2' }))).toEqual(VALID);
  });

  it('is invalid once it is cut or changed', async () => {
    const file = writeTexture(await encode(makePicture(8, 8), { quality: 'fastest', threads: 1 }), {
      container: 'ktx2',
    });
    expect(validateKtx2(file.slice(0, -1)).valid).toBe(false);
    expect(validateKtx2(patch(file, { pixelWidth: 13 })).messages.map(({ id }) => id)).toEqual([4005, 4006]);
  });
});

/** A file of one level of 12 x 12 (x 12) texels, laid out from the row. */
function fileOf(row: VkFormatRow): Uint8Array {
  const { colorModel, colorPrimaries, transferFunction, texelBlockDimension, bytesPlane, samples } =
    expectedDescriptor(row);
  const depth = row.blockDepth > 1 ? 60 : 0;
  const blocks = [60 / row.blockWidth, 60 / row.blockHeight, Math.max(depth, 1) / row.blockDepth].map(Math.ceil);
  const alignment = [1, 2, 4].map((factor) => factor * row.blockBytes).find((multiple) => multiple % 4 === 0)!;
  return rgba8({
    header: { vkFormat: row.vk, typeSize: row.typeSize, pixelWidth: 60, pixelHeight: 60, pixelDepth: depth },
    descriptor: basicBlock({
      model: colorModel,
      primaries: colorPrimaries,
      transfer: transferFunction,
      block: texelBlockDimension.map((size) => size + 1),
      planes: bytesPlane,
      samples: samples.map(({ channelType, bitOffset, bitLength, sampleLower, sampleUpper, samplePosition }) => {
        const range = { lower: sampleLower, upper: sampleUpper };
        const [x, y] = samplePosition;
        return { channel: channelType, bitOffset, bits: bitLength + 1, ...range, position: [x, y] };
      }),
    }),
    levels: zeros(blocks.reduce((product, count) => product * count, row.blockBytes)),
    alignment,
  });
}

describe('a VkFormat', () => {
  const rows = listVkFormats();

  it.each(rows.filter(({ isProhibited }) => !isProhibited))('$name has a valid file', (row) => {
    expect(validateKtx2(fileOf(row))).toEqual(VALID);
  });

  it.each(rows.filter(({ isProhibited }) => isProhibited))('$name is prohibited', ({ vk }) => {
    expect(validateKtx2(patch(rgba8(), { vkFormat: vk })).messages[0]).toMatchObject({ id: 3001, type: 'error' });
  });
});

describe('validateKtx2', () => {
  it('takes bytes wherever they lie', () => {
    const file = rgba8();
    const shifted = new Uint8Array(file.length + 3);
    shifted.set(file, 3);
    const shared = new Uint8Array(new SharedArrayBuffer(file.length));
    shared.set(file);
    const sources = [file.buffer as ArrayBuffer, shifted.subarray(3), shared, Buffer.from(file)];
    for (const source of sources) expect(validateKtx2(source)).toEqual(VALID);
  });

  it.each([undefined, null, 'photo.ktx2', [1, 2], new Uint16Array(8), new Blob([])])('refuses %s', (source) => {
    const failure = (() => {
      try {
        return validateKtx2(source as never);
      } catch (error) {
        return error;
      }
    })();
    expect(failure).toBeInstanceOf(AstcError);
    expect(failure).toMatchObject({ code: 'E_OPTION', message: expect.stringContaining('Expected a Uint8Array') });
  });

  it('tells what is wrong and what was there', () => {
    const { messages } = validateKtx2(patch(rgba8(), { 'level0.byteLength': 68 }));
    expect(messages).toEqual([
      {
        id: 4005,
        type: 'error',
        message: 'byteLength of a level is not what its size and format ask for.',
        details: 'byteLength of level 0 is 68, not 64.',
      },
    ]);
  });

  it('leaves the bytes as they are', () => {
    const file = rgba8();
    const copy = file.slice();
    validateKtx2(file);
    expect(file).toEqual(copy);
  });
});
