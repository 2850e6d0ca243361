/**
 * The blocks that the shaders make: those of the CPU, byte by byte, whatever format, preset, size, bits or weights. Two
 * decoders show them alike, they err as the shaders believe, and native blocks are no nearer to the picture.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readImage } from '../../src/read-image.js';
import type { EtcFormat } from '../../src/types.js';
import { decodeImage, EtcEncoder, type Pixels, psnrOf, type Weights } from '../etc-search/encoder.js';
import { CheckWasm } from '../support/check-wasm.js';
import { decodeEtcBlocks, ETC_FORMATS } from '../support/etc-blocks.js';
import { findEtcTool, runEtcTool } from '../support/etctool.js';
import { openTestDevice, openTestGpu } from '../support/gpu.js';
import { etcBlockBytes } from '../support/reference/etc.js';
import { GpuEtcEncoder } from './etc-encoder.js';
import { cornerOf, photoWithAlpha, randomBlocks, widened } from './etc-pictures.js';

const SIDE = 64;
const FASTEST = 0;
const FAST = 10;
const MEDIUM = 60;
const EQUAL: Weights = [1, 1, 1, 1];

const gpu = await openTestGpu();
const etcTool = findEtcTool();
if ('missing' in etcTool) console.warn(`SKIPPED: native etc2comp beside the shaders: ${etcTool.missing}`);

const cpuEncoder = new EtcEncoder();
let gpuEncoder: GpuEtcEncoder;
let photo: Pixels;

beforeAll(async () => {
  if (gpu) gpuEncoder = new GpuEtcEncoder(await openTestDevice(gpu));
  photo = await photoWithAlpha(SIDE);
});

/** Weighted squared error of one block of a picture; transparent texels of formats with holes do not count. */
function shownError(image: Pixels, shown: Uint16Array, block: number, weights: readonly number[], hasHoles: boolean) {
  let error = 0;
  for (let k = 0; k < 16; k++) {
    const x = (block % (image.width / 4)) * 4 + (k & 3);
    const y = Math.floor(block / (image.width / 4)) * 4 + (k >> 2);
    const at = (y * image.width + x) * 4;
    if (hasHoles && image.data[at + 3]! < 128) continue;
    for (let c = 0; c < 3; c++) error += weights[c]! * (image.data[at + c]! - shown[at + c]!) ** 2;
  }
  return error;
}

describe.skipIf(!gpu)('blocks of the shaders', () => {
  /** Numbers of the blocks that differ from the CPU's. */
  async function differing(image: Pixels, format: EtcFormat, quality: number, weights = EQUAL): Promise<number[]> {
    const { blocks } = await gpuEncoder.encode(image, format, quality, weights);
    const wanted = cpuEncoder.encode(image, format, quality, weights);
    expect(blocks.length).toBe(wanted.length);
    const size = etcBlockBytes(format);
    const numbers = Array.from({ length: wanted.length / size }, (_, block) => block);
    return numbers.filter((block) => {
      const at = block * size;
      return !blocks.subarray(at, at + size).every((byte, offset) => byte === wanted[at + offset]);
    });
  }

  it.each(ETC_FORMATS.flatMap((format) => [FAST, MEDIUM].map((quality) => ({ format, quality }))))(
    'are the CPU’s: $format, quality $quality',
    async ({ format, quality }) => {
      expect(await differing(photo, format, quality), 'photograph').toEqual([]);
      expect(await differing(randomBlocks(`random ${format}`, SIDE), format, quality), 'random blocks').toEqual([]);
      for (const [columns, rows] of [
        [1, 1],
        [13, 7],
        [3, 64],
      ] as const) {
        const corner = cornerOf(photo, columns, rows);
        expect(await differing(corner, format, quality), `${columns}x${rows}`).toEqual([]);
      }
    },
  );

  it.each([
    { format: 'etc2-rgb', quality: 0 },
    { format: 'etc1', quality: 35.5 },
    { format: 'etc2-rgb', quality: 99 },
    { format: 'eac-r11', quality: 100 },
  ] as const)('are the CPU’s: $format, quality $quality, between and beyond', async ({ format, quality }) => {
    expect(await differing(cornerOf(photo, 32, 32), format, quality), 'photograph').toEqual([]);
    expect(await differing(randomBlocks(`random ${format}`, 32), format, quality), 'random blocks').toEqual([]);
  });

  it.each([
    { weights: [0.3, 0.59, 0.11, 1], format: 'etc1', quality: MEDIUM },
    { weights: [16, 4, 1, 1], format: 'etc2-rgb', quality: FAST },
    { weights: [1, 0, 0, 0], format: 'etc1', quality: FAST },
    { weights: [0, 0, 0, 1], format: 'etc1', quality: FAST },
  ] as const)('are the CPU’s: $format with significance $weights', async ({ weights, format, quality }) => {
    expect(await differing(photo, format, quality, weights), 'photograph').toEqual([]);
    expect(await differing(randomBlocks(`weights ${weights}`, SIDE), format, quality, weights), 'random').toEqual([]);
  });

  it.each([
    { format: 'etc2-rgba', quality: FASTEST },
    { format: 'etc2-rgba1', quality: FASTEST },
    { format: 'eac-rg11', quality: FAST },
    { format: 'eac-rg11-snorm', quality: FAST },
  ] as const)('are the CPU’s: $format of sixteen bits', async ({ format, quality }) => {
    expect(await differing(widened(photo), format, quality), 'photograph').toEqual([]);
    expect(await differing(widened(cornerOf(photo, 13, 7)), format, quality), '13x7').toEqual([]);
  });

  it('are the CPU’s: opaque, transparent and flat pictures', async () => {
    for (const texel of [
      [0, 0, 0, 0],
      [255, 255, 255, 0],
      [255, 0, 128, 255],
      [7, 8, 9, 127],
      [7, 8, 9, 128],
    ]) {
      const data = Uint8Array.from({ length: 64 }, (_, at) => texel[at & 3]!);
      for (const format of ETC_FORMATS) {
        expect(await differing({ width: 4, height: 4, data }, format, FAST), `${format} ${texel}`).toEqual([]);
      }
    }
  });

  it('are the same in chunks, two of which are in flight', async () => {
    for (const format of ['etc2-rgba', 'eac-rg11'] as const) {
      const image = cornerOf(photo, 61, 50);
      const { blocks } = await gpuEncoder.encode(image, format, FAST);
      const chunked = await gpuEncoder.encodeChunks(image, format, FAST, EQUAL, 8);
      expect(chunked.blocks).toEqual(blocks);
    }
  });

  it('are the same from two runs and on two devices', async () => {
    const other = new GpuEtcEncoder(await openTestDevice(gpu!));
    const { blocks } = await gpuEncoder.encode(photo, 'etc2-rgba', FAST);
    expect((await gpuEncoder.encode(photo, 'etc2-rgba', FAST)).blocks).toEqual(blocks);
    const { blocks: elsewhere } = await other.encode(photo, 'eac-rg11', FAST);
    expect(elsewhere).toEqual((await gpuEncoder.encode(photo, 'eac-rg11', FAST)).blocks);
  });
});

describe.skipIf(!gpu)('what is shown', () => {
  const folder = mkdtempSync(join(tmpdir(), 'etc-shown-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(ETC_FORMATS)(
    'of %s is the same by our binary and by a decoder written from the specification',
    async (format) => {
      const wasm = new CheckWasm();
      const image = randomBlocks(`random ${format}`, SIDE);
      const { blocks } = await gpuEncoder.encode(image, format, FAST);
      const { texels, errorCount } = decodeEtcBlocks(wasm, blocks, format, 8);
      expect(errorCount).toBe(0);
      const size = etcBlockBytes(format);
      for (let block = 0; block < blocks.length / size; block++) {
        const wanted = decodeImage(blocks.subarray(block * size, (block + 1) * size), format, 4, 4);
        expect([...texels.subarray(block * 64, block * 64 + 64)], `block ${block}`).toEqual([...wanted]);
      }
    },
  );

  it.each([
    { format: 'etc1', quality: FAST, weights: [1, 1, 1, 1] },
    { format: 'etc2-rgb', quality: MEDIUM, weights: [1, 1, 1, 1] },
    { format: 'etc2-rgba1', quality: FAST, weights: [1, 1, 1, 1] },
    { format: 'etc1', quality: MEDIUM, weights: [0.3, 0.59, 0.11, 1] },
  ] as { format: EtcFormat; quality: number; weights: Weights }[])(
    'errs as the shaders believe: $format, quality $quality, significance $weights',
    async ({ format, quality, weights }) => {
      cpuEncoder.call('configureEtcEncoder', 0, quality, ...weights);
      const whole = [0, 1, 2].map((component) => cpuEncoder.call('etcWeight', component));
      const hasHoles = format === 'etc2-rgba1';
      const image = randomBlocks(`belief ${format}`, SIDE, hasHoles);
      const { blocks, errors } = await gpuEncoder.encode(image, format, quality, weights);
      const shown = decodeImage(blocks, format, SIDE, SIDE);
      for (const [block, believed] of errors.entries()) {
        // Blocks without opaque texels have no error.
        if (believed === 0xffffffff) continue;
        expect(believed, `block ${block}`).toBe(shownError(image, shown, block, whole, hasHoles));
      }
    },
  );

  it.skipIf('missing' in etcTool).each([
    { format: 'etc1', components: [0, 1, 2] },
    { format: 'etc2-rgb', components: [0, 1, 2] },
    { format: 'eac-r11', components: [0] },
  ] as { format: 'etc1' | 'etc2-rgb' | 'eac-r11'; components: number[] }[])(
    'of $format is nearer to a photograph than what a native encoder makes',
    async ({ format, components }) => {
      const opaque = { ...photo, data: Uint8Array.from(photo.data, (value, at) => ((at & 3) === 3 ? 255 : value)) };
      const png = join(folder, 'photo.png');
      await sharp(opaque.data, { raw: { width: SIDE, height: SIDE, channels: 4 } })
        .png()
        .toFile(png);
      const { decodedPng } = runEtcTool('path' in etcTool ? etcTool.path : '', png, format, folder);
      const theirs = await readImage(decodedPng, { colorProfile: 'keep' });
      const { blocks } = await gpuEncoder.encode(opaque, format, MEDIUM);
      const ours = psnrOf(opaque, decodeImage(blocks, format, SIDE, SIDE), components);
      expect(ours).toBeGreaterThan(psnrOf(opaque, Uint16Array.from(theirs.data), components));
    },
  );
});
