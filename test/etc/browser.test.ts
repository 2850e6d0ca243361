/**
 * Random blocks through the GPU path of a real browser, Chromium with its software GPU. Signed EAC is left out: that GPU
 * adds the half step of unsigned values to signed ones too.
 */
import { describe, expect, test } from 'vitest';
import { decodeWithWebGl, findChromium, type GpuTexture, withPage } from '../support/browser.js';
import { checkWasm } from '../support/check-wasm.js';
import { decodeEtcBlocks, randomEtcBlocks } from '../support/etc-blocks.js';
import { type EtcFormat, etcBlockBytes } from '../support/reference/etc.js';
import { Rng } from '../support/rng.js';

/** Blocks a format, laid out as a square. */
const BLOCKS_ACROSS = 80;
const BLOCK_COUNT = BLOCKS_ACROSS ** 2;
const SIDE = BLOCKS_ACROSS * 4;

interface GpuFormat {
  name: string;
  format: EtcFormat;
  glInternalFormat: number;
  isSrgb?: boolean;
}

const FORMATS: readonly GpuFormat[] = [
  { name: 'ETC2 RGB', format: 'etc2-rgb', glInternalFormat: 0x9274 },
  { name: 'ETC2 sRGB', format: 'etc2-rgb', glInternalFormat: 0x9275, isSrgb: true },
  { name: 'ETC2 RGB8A1', format: 'etc2-rgba1', glInternalFormat: 0x9276 },
  { name: 'ETC2 RGBA', format: 'etc2-rgba', glInternalFormat: 0x9278 },
  { name: 'R11', format: 'eac-r11', glInternalFormat: 0x9270 },
  { name: 'RG11', format: 'eac-rg11', glInternalFormat: 0x9272 },
];

const found = findChromium();
if ('missing' in found) console.warn(`SKIPPED: ETC blocks in a real browser: ${found.missing}`);

/** Linear light of an sRGB-encoded 0..255. */
function srgbToLinear(value: number): number {
  const encoded = value / 255;
  return encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4;
}

/** Whether the float of a GPU is our component of 8 or 16 bits, to less than a hundredth of a step. */
function isSame(gpu: number, ours: number, max: number, isSrgb: boolean): boolean {
  if (!isSrgb) return Math.abs(gpu * max - ours) < 0.01;
  // Steps of 8-bit sRGB are 1/3294 apart and more: half of one tells them apart.
  return Math.abs(gpu - srgbToLinear(ours)) < 0.5 / 3294;
}

describe.skipIf('missing' in found)(`${BLOCK_COUNT} random blocks in Chromium`, () => {
  test('decode as they do here', { timeout: 120_000 }, async () => {
    const inputs = FORMATS.map((each) => ({
      ...each,
      blocks: randomEtcBlocks(Rng.named(`browser ${each.name}`), each.format, BLOCK_COUNT),
    }));
    const textures = inputs.map(
      ({ glInternalFormat, blocks }): GpuTexture => ({ glInternalFormat, width: SIDE, height: SIDE, blocks }),
    );
    const decoded = await withPage('path' in found ? found.path : '', (page) => decodeWithWebGl(page, textures));
    for (const [index, input] of inputs.entries()) {
      expect([input.name, firstDifference(input, input.blocks, decoded[index]!)]).toEqual([input.name, undefined]);
    }
  });
});

/** A line about the first texel that differs, or undefined. */
function firstDifference(input: GpuFormat, blocks: Uint8Array, gpu: Float32Array): string | undefined {
  const isEac = input.format.startsWith('eac-');
  const expected = isEac
    ? eacWords(blocks, input.format)
    : decodeEtcBlocks(checkWasm(), blocks, input.format, 8).texels;
  for (let block = 0; block < BLOCK_COUNT; block++) {
    const left = (block % BLOCKS_ACROSS) * 4;
    const top = Math.floor(block / BLOCKS_ACROSS) * 4;
    for (let component = 0; component < 64; component++) {
      const texel = component >> 2;
      const place = ((top + (texel >> 2)) * SIDE + left + (texel & 3)) * 4 + (component & 3);
      const ours = expected[block * 64 + component]!;
      const isColor = (component & 3) !== 3;
      const same = isSame(gpu[place]!, ours, isEac ? 65535 : 255, input.isSrgb === true && isColor);
      if (same) continue;
      const bytes = etcBlockBytes(input.format);
      const hex = Buffer.from(blocks.subarray(block * bytes, (block + 1) * bytes)).toString('hex');
      return `${hex} texel ${texel} component ${component & 3}: ${ours}, browser ${gpu[place]}`;
    }
  }
  return undefined;
}

/**
 * What this GPU makes of 11 bits: shifted to 16 without repeating the upper ones. Our 16-bit output has all 11 on top.
 */
function eacWords(blocks: Uint8Array, format: EtcFormat): Uint16Array {
  const { texels } = decodeEtcBlocks(checkWasm(), blocks, format, 16);
  return Uint16Array.from(texels, (value, index) => ((index & 3) === 3 ? value : (value >> 5) << 5));
}
