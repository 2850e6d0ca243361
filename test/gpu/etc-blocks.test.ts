/** The blocks that the shaders make: those of the CPU, byte by byte, whatever format, preset, size, bits or weights. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { EtcFormat } from '../../src/types.js';
import { EtcEncoder, type Pixels, type Weights } from '../etc-search/encoder.js';
import { ETC_FORMATS } from '../support/etc-blocks.js';
import { openTestDevice, openTestGpu } from '../support/gpu.js';
import { etcBlockBytes } from '../support/reference/etc.js';
import { GpuEtcEncoder } from './etc-encoder.js';
import { cornerOf, photoWithAlpha, randomBlocks, widened } from './etc-pictures.js';

const FASTEST = 0;
const FAST = 10;
const MEDIUM = 60;
const EQUAL: Weights = [1, 1, 1, 1];

const gpu = await openTestGpu();

describe.skipIf(!gpu)('blocks of the shaders', () => {
  const cpuEncoder = new EtcEncoder();
  let gpuEncoder: GpuEtcEncoder;
  let photo: Pixels;

  beforeAll(async () => {
    gpuEncoder = new GpuEtcEncoder(await openTestDevice(gpu!));
    photo = await photoWithAlpha(64);
  });

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
      expect(await differing(randomBlocks(`random ${format}`, 64), format, quality), 'random blocks').toEqual([]);
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
    { format: 'etc2-rgba1', quality: 35.5 },
    { format: 'etc2-rgb', quality: 99 },
    { format: 'eac-r11', quality: 100 },
  ] as const)('are the CPU’s: $format, quality $quality, between and beyond', async ({ format, quality }) => {
    expect(await differing(cornerOf(photo, 32, 32), format, quality), 'photograph').toEqual([]);
    expect(await differing(randomBlocks(`random ${format}`, 32), format, quality), 'random blocks').toEqual([]);
  });

  it.each([
    { weights: [0.3, 0.59, 0.11, 1], format: 'etc1', quality: MEDIUM },
    { weights: [16, 4, 1, 1], format: 'etc2-rgba1', quality: FAST },
    { weights: [1, 0, 0, 0], format: 'etc1', quality: FAST },
    { weights: [0, 0, 0, 1], format: 'etc1', quality: FAST },
  ] as const)('are the CPU’s: $format with significance $weights', async ({ weights, format, quality }) => {
    expect(await differing(photo, format, quality, weights), 'photograph').toEqual([]);
    expect(await differing(randomBlocks(`weights ${weights}`, 64), format, quality, weights), 'random').toEqual([]);
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

  it('are the same from two runs and on two devices', async () => {
    const other = new GpuEtcEncoder(await openTestDevice(gpu!));
    for (const format of ['etc1', 'eac-rg11'] as const) {
      const { blocks } = await gpuEncoder.encode(photo, format, FAST);
      expect((await gpuEncoder.encode(photo, format, FAST)).blocks).toEqual(blocks);
      expect((await other.encode(photo, format, FAST)).blocks).toEqual(blocks);
    }
  });
});
