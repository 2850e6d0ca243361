/** Image to texture: one job on a lease of workers. */
import { type EncoderConfig, profileId } from './codec/block-codec.js';
import { blockBytes, footprintSize } from './codec/formats.js';
import { type FilledEncodeOptions, qualityNumber } from './options/encode-options.js';
import { createControl, type EncodeJob, shareBytes, sharedBytes } from './pool/job.js';
import type { PoolLease } from './pool/pool.js';
import { runJob } from './pool/run-job.js';
import { cutTiles } from './pool/tiles.js';
import { describeContent, prepareImage, storedWeights } from './prepare-image.js';
import { ETC_FORMATS, FOOTPRINTS, type Image, type Texture } from './types.js';

/**
 * Compresses an image with checked options.
 *
 * @throws {AstcError} E_OPTION and E_UNSUPPORTED for the image, E_ABORTED, E_WASM, E_WORKER
 */
export async function encodeImage(lease: PoolLease, image: Image, options: FilledEncodeOptions): Promise<Texture> {
  const prepared = prepareImage(image, options);
  const { width, height } = prepared;
  const job = encodeJob(prepared, options);
  await runJob(lease, job, options);
  return {
    format: options.format,
    block: options.block,
    profile: 'ldr',
    ...describeContent(prepared, options),
    width,
    height,
    levels: [{ width, height, data: job.blocks }],
  };
}

function encodeJob(image: Image, options: FilledEncodeOptions): EncodeJob {
  const { data, width, height } = image;
  const bytesPerBlock = blockBytes(options.format);
  const size = footprintSize(options.block);
  const grid = cutTiles(width, height, size.width, size.height);
  return {
    kind: 'encode',
    grid,
    control: createControl(),
    pixels: shareBytes(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
    bytesPerPixel: data.BYTES_PER_ELEMENT * 4,
    blocks: sharedBytes(grid.blocksX * grid.blocksY * bytesPerBlock),
    bytesPerBlock,
    encoder: encoderConfig(image, options),
  };
}

function encoderConfig(image: Image, options: FilledEncodeOptions): EncoderConfig {
  const common = {
    pixelType: image.data instanceof Uint8Array ? 'unorm8' : 'unorm16',
    quality: qualityNumber(options.quality),
    weights: storedWeights(options),
  } as const;
  if (options.format !== 'astc') return { ...common, family: 'etc', format: ETC_FORMATS.indexOf(options.format) };
  return {
    ...common,
    family: 'astc',
    footprint: FOOTPRINTS.indexOf(options.block),
    profile: profileId('ldr', image.colorSpace === 'srgb'),
    decodeMode: options.decodeMode,
  };
}
