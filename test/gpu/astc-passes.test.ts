/** The ASTC search as compute shaders, end to end: legal blocks, as good as those of the search in WebAssembly. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROFILE_IDS } from '../../src/codec/block-codec.js';
import type { AstcEncoderConfig } from '../../src/gpu/astc/settings.js';
import type { BlockPasses } from '../../src/gpu/block-passes.js';
import { checkWasm } from '../support/check-wasm.js';
import { FOOTPRINT_SIZES } from '../support/footprints.js';
import { openTestDevice, openTestGpu } from '../support/gpu.js';
import { decodeNative, packagedAstcenc } from '../support/native-astcenc.js';
import { greyPicture, mixedPicture, widen } from './astc-pictures.js';
import {
  astcConfig,
  blockErrors,
  encodeOnCpu,
  encodeOnGpu,
  encodeWithErrors,
  makePasses,
  type Pixels,
  profileOf,
  psnrDb,
} from './astc-runner.js';

/**
 * dB that the search on the GPU may be behind on one small drawn picture: on the CPU it begins with what four blocks
 * abreast found, which alone is 0.6 of them.
 */
const MARGIN_DB = 0.8;
/** Compilers take their time where there is no GPU. */
const TIMEOUT_MS = 240_000;

const gpu = await openTestGpu();
const native = packagedAstcenc();

let device: GPUDevice;
/** Kept until the end: a device shares pipelines while others like them live. */
const kept: BlockPasses[] = [];

beforeAll(async () => {
  if (gpu) device = await openTestDevice(gpu);
});

afterAll(() => {
  for (const passes of kept) passes.destroy();
  device?.destroy();
});

async function passesOf(config: AstcEncoderConfig): Promise<BlockPasses> {
  const passes = await makePasses(device, config);
  kept.push(passes);
  return passes;
}

/** Encodes a picture on both, checks that blocks are legal and good enough, and returns those of the GPU. */
async function check(config: AstcEncoderConfig, pixels: Pixels): Promise<Uint8Array> {
  const blocks = await encodeOnGpu(device, await passesOf(config), pixels);
  expectLegal(config, blocks);
  const reached = psnrDb(config, blocks, pixels);
  const wanted = psnrDb(config, encodeOnCpu(config, pixels), pixels);
  expect(reached).toBeGreaterThan(wanted - MARGIN_DB);
  return blocks;
}

/** No error color, and native astcenc shows the same. */
function expectLegal(config: AstcEncoderConfig, blocks: Uint8Array): void {
  const footprint = FOOTPRINT_SIZES[config.footprint]!;
  const profile = profileOf(config);
  const ours = checkWasm().decodeBlocks(blocks, footprint, { profile, output: 'unorm8' });
  expect(ours.errorCount).toBe(0);
  if (typeof native === 'string') return;
  const { texels } = decodeNative(native, blocks, footprint, profile);
  // The packaged version expands sRGB alpha as if it were linear.
  const isSame = (index: number) => profile === 'srgb' && (index & 3) === 3;
  expect(texels.every((value, index) => isSame(index) || value === ours.texels[index])).toBe(true);
}

describe.skipIf(!gpu)('6x6, all stages', { timeout: TIMEOUT_MS }, () => {
  const medium = (changes: Parameters<typeof astcConfig>[1] = {}) => astcConfig('6x6', { quality: 60, ...changes });

  it('opaque, linear, unorm8', async () => {
    await check(medium(), mixedPicture(72, 72));
  });

  it('with alpha, for float16', async () => {
    await check(medium({ decodeMode: 'float16' }), mixedPicture(72, 72, true));
  });

  it('sRGB', async () => {
    await check(medium({ profile: PROFILE_IDS.ldrSrgb }), mixedPicture(72, 72));
  });

  it('grey', async () => {
    await check(medium(), greyPicture(48, 48));
  });

  it('components that count differently', async () => {
    const config = medium({ weights: [1, 4, 0, 0] });
    await check(config, mixedPicture(48, 48, true));
  });

  it('one color', async () => {
    const data = new Uint8Array(6 * 6 * 4).map((_, index) => [12, 34, 56, 78][index & 3]!);
    const blocks = await encodeOnGpu(device, await passesOf(medium()), { width: 6, height: 6, data });
    expect(blocks).toEqual(encodeOnCpu(medium(), { width: 6, height: 6, data }));
  });

  it.each([
    [1, 1],
    [13, 7],
    [7, 13],
  ])('%ix%i', async (width, height) => {
    await check(medium(), mixedPicture(width, height));
  });

  it('believes the error that a decoder shows', async () => {
    const config = medium({ weights: [3, 4, 2, 1] });
    const pixels = mixedPicture(48, 48, true);
    const passes = await passesOf(config);
    const { blocks, errors } = await encodeWithErrors(device, passes, pixels);
    const shown = blockErrors(config, blocks, pixels);
    for (const [block, error] of errors.entries()) expect(error).toBe(shown[block]);
  });

  it('the same bytes again, and from other chunks', async () => {
    const passes = await passesOf(medium());
    const pixels = mixedPicture(60, 51, true);
    const blocks = await encodeOnGpu(device, passes, pixels);
    expect(await encodeOnGpu(device, passes, pixels)).toEqual(blocks);
    expect(await encodeOnGpu(device, passes, pixels, 2)).toEqual(blocks);
    expect(await encodeOnGpu(device, passes, pixels, 1)).toEqual(blocks);
  });
});

describe.skipIf(!gpu)('4x4, 16 bits a component', { timeout: TIMEOUT_MS }, () => {
  const fast = (changes: Parameters<typeof astcConfig>[1] = {}) =>
    astcConfig('4x4', { pixelType: 'unorm16', decodeMode: 'float16', ...changes });

  it('opaque', async () => {
    await check(fast(), widen(mixedPicture(48, 48)));
  });

  it('with alpha, for unorm8', async () => {
    await check(fast({ decodeMode: 'unorm8' }), widen(mixedPicture(48, 48, true)));
  });

  it('an odd size', async () => {
    await check(fast(), widen(mixedPicture(13, 7, true)));
  });
});
