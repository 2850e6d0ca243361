/** What decoders make of the shaders' blocks: two of them alike, as near to the pictures as native blocks are. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readImage } from '../../src/read-image.js';
import { decodeImage, EtcEncoder, type Pixels, psnrOf, type Weights } from '../etc-search/encoder.js';
import { CheckWasm } from '../support/check-wasm.js';
import { decodeEtcBlocks, ETC_FORMATS } from '../support/etc-blocks.js';
import { findEtcTool, runEtcTool } from '../support/etctool.js';
import { openTestDevice, openTestGpu } from '../support/gpu.js';
import { type EtcFormat, etcBlockBytes } from '../support/reference/etc.js';
import { GpuEtcEncoder } from './etc-encoder.js';
import { photoWithAlpha, randomBlocks } from './etc-pictures.js';

const SIDE = 64;
const FAST = 10;
const MEDIUM = 60;

const gpu = await openTestGpu();
const found = findEtcTool();
if ('missing' in found) console.warn(`SKIPPED: native etc2comp beside the shaders: ${found.missing}`);

/** Blocks of a picture as a list of textures of one block, decoded by our own binary. */
function decodeByWasm(wasm: CheckWasm, blocks: Uint8Array, format: EtcFormat) {
  return decodeEtcBlocks(wasm, blocks, format, 8);
}

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

describe.skipIf(!gpu)('what is shown', () => {
  const folder = mkdtempSync(join(tmpdir(), 'etc-shown-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  let encoder: GpuEtcEncoder;
  let photo: Pixels;

  beforeAll(async () => {
    encoder = new GpuEtcEncoder(await openTestDevice(gpu!));
    photo = await photoWithAlpha(SIDE);
  });

  it.each(ETC_FORMATS)(
    'of %s is the same by our binary and by a decoder written from the specification',
    async (format) => {
      const wasm = new CheckWasm();
      const image = randomBlocks(`shown ${format}`, SIDE);
      const { blocks } = await encoder.encode(image, format, FAST);
      const { texels, errorCount } = decodeByWasm(wasm, blocks, format);
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
    { format: 'etc2-rgb', quality: MEDIUM, weights: [0.3, 0.59, 0.11, 1] },
  ] as { format: EtcFormat; quality: number; weights: Weights }[])(
    'errs as the shaders believe: $format, quality $quality, significance $weights',
    async ({ format, quality, weights }) => {
      const cpu = new EtcEncoder();
      cpu.call('configureEtcEncoder', 0, quality, ...weights);
      const whole = [0, 1, 2].map((component) => cpu.call('etcWeight', component));
      const hasHoles = format === 'etc2-rgba1';
      const image = randomBlocks(`belief ${format}`, SIDE, hasHoles);
      const { blocks, errors } = await encoder.encode(image, format, quality, weights);
      const shown = decodeImage(blocks, format, SIDE, SIDE);
      for (const [block, believed] of errors.entries()) {
        // Blocks without opaque texels have no error.
        if (believed === 0xffffffff) continue;
        expect(believed, `block ${block}`).toBe(shownError(image, shown, block, whole, hasHoles));
      }
    },
  );

  it.skipIf('missing' in found).each([
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
      const { decodedPng } = runEtcTool('path' in found ? found.path : '', png, format, folder);
      const theirs = await readImage(decodedPng, { colorProfile: 'keep' });
      const { blocks } = await encoder.encode(opaque, format, MEDIUM);
      const ours = psnrOf(opaque, decodeImage(blocks, format, SIDE, SIDE), components);
      expect(ours).toBeGreaterThan(psnrOf(opaque, Uint16Array.from(theirs.data), components));
    },
  );
});
