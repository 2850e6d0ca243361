/** Images of the library as what the page shows of them. */
import { differenceImage, type Image, toneMap } from '../index.js';
import type { ComponentType, Pane } from './protocol.js';
import type { Settings } from './settings.js';
import { ALPHA, missingComponents } from './stored.js';

export function typeOf({ data }: Image): ComponentType {
  if (data instanceof Uint8Array) return '8 bits';
  return data instanceof Float32Array ? 'light' : '16 bits';
}

/** The image in numbers that a screen shows: light by a tone curve. */
export function shownImage(image: Image): Image {
  return toneMap(image, 'aces');
}

/** The pixels for a canvas, and their 8-bit numbers. */
export async function paneOf(image: Image): Promise<Pane> {
  const texels = top8Bits(image);
  const pixels = new ImageData(new Uint8ClampedArray(texels.buffer), image.width, image.height);
  const bitmap = await createImageBitmap(pixels, { colorSpaceConversion: 'none' });
  return { bitmap, texels };
}

/** A copy: what goes to the page leaves the worker. */
function top8Bits({ data }: Image): Uint8Array<ArrayBuffer> {
  const texels = new Uint8Array(data.length);
  if (!(data instanceof Uint16Array)) texels.set(data);
  else for (let index = 0; index < texels.length; index++) texels[index] = data[index]! >> 8;
  return texels;
}

/** The heat map of what the format stores; colours that it made transparent do not count. */
export function errorImage(source: Image, decoded: Image, settings: Settings): Image {
  const missing = missingComponents(settings);
  const hidesColors = settings.format === 'etc2-rgba1';
  if (missing.length === 0 && !hidesColors) return differenceImage(source, decoded);
  const reference = { ...decoded, data: top8Bits(source) };
  for (const component of missing) {
    for (let index = component; index < reference.data.length; index += 4) reference.data[index] = decoded.data[index]!;
  }
  for (let texel = 0; hidesColors && texel < reference.data.length; texel += 4) {
    if (decoded.data[texel + ALPHA] === 0) reference.data.set(decoded.data.subarray(texel, texel + ALPHA), texel);
  }
  return differenceImage(reference, decoded);
}

/** What of an answer is handed over instead of copied. */
export function transferablesOf(answer: unknown): Transferable[] {
  if (answer instanceof ImageBitmap) return [answer];
  if (ArrayBuffer.isView(answer)) return [answer.buffer as ArrayBuffer];
  return answer !== null && typeof answer === 'object' ? Object.values(answer).flatMap(transferablesOf) : [];
}
