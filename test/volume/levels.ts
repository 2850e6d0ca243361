/** Volumes through the codec on this thread, as the tests here want them. */
import { decodeSlices } from '../../src/decode-volume.js';
import { encodeVolumeLevel } from '../../src/encode-volume.js';
import type { EncodeOptions } from '../../src/options/encode-options.js';
import { resolveDecodeOptions } from '../../src/options/resolve.js';
import { resolveEncodeOptions } from '../../src/options/resolve-encode.js';
import type { LevelCodec } from '../../src/pool/level-codec.js';
import { resampleTask } from '../../src/pool/level-task.js';
import { runLevelInPlace } from '../../src/pool/run-level.js';
import type { CompressedTexture, Footprint, Image } from '../../src/types.js';
import { loadTestModule } from '../host/jobs.js';

/** A codec in place, without workers. */
export async function placeCodec(): Promise<LevelCodec> {
  const module = await loadTestModule();
  return {
    threads: 1,
    encodeLevel: async (shape, input, encoder, controls) =>
      plain(await runLevelInPlace(module, { kind: 'encode', shape, input, encoder }, controls)),
    decodeLevel: async (shape, input, decoder, controls) =>
      plain(await runLevelInPlace(module, { kind: 'decode', shape, input, decoder }, controls)),
    resampleLevel: (input, config, controls) => runLevelInPlace(module, resampleTask(input, config), controls),
  };
}

export const plain = (bytes: Uint8Array) => bytes as Uint8Array<ArrayBuffer>;

/** Slices as a texture of one level. */
export async function encodeVolume(
  codec: LevelCodec,
  slices: readonly Image[],
  options: EncodeOptions & { block: Footprint },
): Promise<CompressedTexture> {
  const level = await encodeVolumeLevel(
    codec,
    slices,
    { ...resolveEncodeOptions({ ...options, depth: true }), block: options.block },
    options,
  );
  const { width, height, depth } = level;
  const [{ colorSpace }] = slices as [Image];
  return {
    format: 'astc',
    block: options.block,
    profile: 'ldr',
    colorSpace,
    width,
    height,
    depth: depth!,
    levels: [level],
  };
}

/** Texels of the largest level, slice by slice. */
export async function decodeVolume(codec: LevelCodec, texture: CompressedTexture): Promise<Uint8Array> {
  const slices = await decodeSlices(codec, texture, {}, resolveDecodeOptions());
  return joinPixels(slices);
}

export function joinPixels(slices: readonly Image[]): Uint8Array {
  return new Uint8Array(Buffer.concat(slices.map(({ data }) => data as Uint8Array)));
}

/** PSNR of 8-bit components, all four. */
export function psnrDb(a: Uint8Array, b: Uint8Array): number {
  const errorSq = a.reduce((sum, value, index) => sum + (value - b[index]!) ** 2, 0);
  return 10 * Math.log10((255 ** 2 * a.length) / errorSq);
}
