/** Texture to image: one job on a lease of workers. */
import { type DecoderConfig, type OutputKind, profileId } from './codec/block-codec.js';
import { blockBytes, footprintSize, storedComponents } from './codec/formats.js';
import { widenHalves } from './codec/half-float.js';
import { checkTexture } from './containers/check-texture.js';
import { requireFlat } from './containers/texture-shape.js';
import { levelOf } from './options/check-place.js';
import type { FilledDecodeOptions } from './options/decode-options.js';
import { createControl, type DecodeJob, shareBytes, sharedBytes } from './pool/job.js';
import type { PoolLease } from './pool/pool.js';
import { runJob } from './pool/run-job.js';
import { cutTiles } from './pool/tiles.js';
import { ETC_FORMATS, FOOTPRINTS, type Image, type Texture } from './types.js';

/** Bytes of a decoded pixel. */
const OUTPUT_BYTES: Readonly<Record<OutputKind, number>> = { unorm8: 4, unorm16: 8, float16: 8 };

/**
 * Decompresses one level with checked options. Illegal blocks decode to the error colour and are counted.
 *
 * @throws {AstcError} E_OPTION for a texture whose parts disagree or a level it has not, E_ABORTED, E_WASM, E_WORKER
 */
export async function decodeTexture(lease: PoolLease, texture: Texture, options: FilledDecodeOptions): Promise<Image> {
  checkTexture(texture);
  requireFlat(texture, 'decoding');
  const job = decodeJob(texture, options);
  await runJob(lease, job, options);
  const { width, height } = job.grid;
  const colorSpace = colorSpaceOf(texture, options);
  const hasAlpha = storedComponents(texture.format) === 'rgba';
  return { width, height, data: components(job), channels: 4, colorSpace, hasAlpha };
}

function decodeJob(texture: Texture, options: FilledDecodeOptions): DecodeJob {
  const level = levelOf(texture, options.level);
  const decoder = decoderConfig(texture, options);
  const bytesPerPixel = OUTPUT_BYTES[decoder.output];
  const size = footprintSize(texture.block);
  return {
    kind: 'decode',
    grid: cutTiles(level.width, level.height, size.width, size.height),
    control: createControl(),
    pixels: sharedBytes(level.width * level.height * bytesPerPixel),
    bytesPerPixel,
    blocks: shareBytes(level.data),
    bytesPerBlock: blockBytes(texture.format),
    decoder,
  };
}

/** The profile is ASTC's alone: the other formats have one way to be decoded. */
function decoderConfig(texture: Texture, options: FilledDecodeOptions): DecoderConfig {
  const ldrOutput = options.bits === 16 ? 'unorm16' : 'unorm8';
  if (texture.format !== 'astc') {
    return { family: 'etc', format: ETC_FORMATS.indexOf(texture.format), output: ldrOutput };
  }
  const profile = options.profile === 'auto' ? texture.profile : options.profile;
  return {
    family: 'astc',
    footprint: FOOTPRINTS.indexOf(texture.block),
    profile: profileId(profile, colorSpaceOf(texture, options) === 'srgb'),
    output: profile === 'ldr' ? ldrOutput : 'float16',
  };
}

function colorSpaceOf(texture: Texture, options: FilledDecodeOptions): Image['colorSpace'] {
  return options.colorSpace === 'auto' ? texture.colorSpace : options.colorSpace;
}

/** The decoded bytes as the component type the output has. */
function components(job: DecodeJob): Image['data'] {
  const { pixels } = job;
  if (job.decoder.output === 'unorm8') return pixels;
  const words = new Uint16Array(pixels.buffer, pixels.byteOffset, pixels.byteLength / 2);
  return job.decoder.output === 'unorm16' ? words : widenHalves(words);
}
