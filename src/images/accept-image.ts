import type { Image } from '../types.js';

export type ImageInput = Image;

export async function acceptImage(input: ImageInput): Promise<Image> {
  return input;
}
