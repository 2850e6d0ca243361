/** What a page has as pictures, and how they get into the texture that is compressed. */
import { AstcError } from '../errors.js';
import { describe } from '../images/describe.js';

/** Everything a page can hand to a GPU. */
export type PictureSource =
  | GPUTexture
  | ImageBitmap
  | ImageData
  | HTMLImageElement
  | HTMLVideoElement
  | VideoFrame
  | HTMLCanvasElement
  | OffscreenCanvas;

export interface PictureSize {
  width: number;
  height: number;
}

/** Whether it is on the GPU already. */
export function isGpuTexture(source: PictureSource): source is GPUTexture {
  return 'createView' in source;
}

/** Whether it shows frames that a decoder keeps. */
export function isVideo(source: PictureSource): source is HTMLVideoElement | VideoFrame {
  return 'videoWidth' in source || 'codedWidth' in source;
}

/** Properties that say how large a source is, the most telling first: elements are laid out in other sizes than they have. */
const SIZES = [
  ['videoWidth', 'videoHeight'],
  ['naturalWidth', 'naturalHeight'],
  ['displayWidth', 'displayHeight'],
  ['width', 'height'],
] as const;

/** @throws {AstcError} E_OPTION for what has no size, or none yet */
export function sizeOf(source: PictureSource): PictureSize {
  const facts = source as unknown as Readonly<Record<string, unknown>> | null | undefined;
  for (const [across, down] of SIZES) {
    const [width, height] = [facts?.[across], facts?.[down]];
    if (typeof width !== 'number' || typeof height !== 'number') continue;
    if (width >= 1 && height >= 1) return { width, height };
    throw new AstcError(
      'E_OPTION',
      `Expected a picture with pixels but received ${describe(source)} of ${width}x${height}`,
      {
        hint: 'videos and images must be loaded, frames and bitmaps not closed yet',
      },
    );
  }
  throw new AstcError(
    'E_OPTION',
    `Expected a GPUTexture, an ImageBitmap, ImageData, an image, a canvas, a video or a VideoFrame but received ${describe(source)}`,
  );
}
