/** What our own encoder makes of a picture: linear, as decoders of 8 bits show it. */
import { type Encoder, type Footprint, type Image, measureEncoding, type QualityPreset } from 'astc-wasm';

/** Decibels above which nobody sees a difference, and one step decides. */
export const PSNR_CAP = 70;

const SETTINGS = { colorSpace: 'linear', decodeMode: 'unorm8' } as const;

/** Encodes and decodes. */
export async function throughOurs(
  encoder: Encoder,
  image: Image,
  block: Footprint,
  quality: QualityPreset,
): Promise<Image> {
  return encoder.decode(await encoder.encode(image, { block, quality, ...SETTINGS }));
}

/** PSNR of all four components, dB, {@link PSNR_CAP} at most. */
export async function psnrOf(
  encoder: Encoder,
  image: Image,
  block: Footprint,
  quality: QualityPreset,
): Promise<number> {
  const decoded = await throughOurs(encoder, image, block, quality);
  return Math.min(PSNR_CAP, measureEncoding(image, decoded, { block, quality, ...SETTINGS }).psnrRgba);
}
