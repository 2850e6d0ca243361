/**
 * What people have as pixels. The types of browsers are described by their shape, so that these declarations need no DOM
 * library: the real ones are assignable.
 */
import type { ColorSpace, ComponentType, Image, Primaries } from '../types.js';

/** A `Float16Array`, for compilers that do not know the type. */
export type HalfFloats = ArrayLike<number> & { readonly [Symbol.toStringTag]: 'Float16Array' };

/** Components of pixels, interleaved. A Node `Buffer` is a `Uint8Array`. */
export type RawComponents = Uint8Array | Uint8ClampedArray | Uint16Array | Float32Array | HalfFloats;

/** Pixels in a plain object, row-major from the top left, rows without padding. */
export interface RawPixels {
  /** `width * height * channels` components. Integers stand for 0..1, floats for themselves. */
  data: RawComponents;
  /** Pixels across, 1 or more. */
  width: number;
  /** Pixels down, 1 or more. */
  height: number;
  /** 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA. Default: what the length of `data` says. */
  channels?: 1 | 2 | 3 | 4;
  /** `float16` where a `Uint16Array` holds bit patterns of half floats. Default: what `data` suggests. */
  componentType?: ComponentType;
  /** Transfer function of the colours. Default: `srgb` for integers, `linear` for floats. */
  colorSpace?: ColorSpace;
  /** Default: `bt709`, which are those of sRGB. */
  primaries?: Primaries;
  /** False: the fourth channel is padding, and taken for opaque. Default: whether there are 2 or 4 channels. */
  hasAlpha?: boolean;
}

/** `ImageData` of a canvas. `display-p3` is converted. */
export interface ImageDataLike {
  readonly data: RawComponents;
  readonly width: number;
  readonly height: number;
  readonly colorSpace?: string;
}

/** `ImageBitmap`. */
export interface ImageBitmapLike {
  readonly width: number;
  readonly height: number;
  close(): void;
}

/** `VideoFrame`. It stays open: closing it is its owner's. */
export interface VideoFrameLike {
  readonly displayWidth: number;
  readonly displayHeight: number;
  readonly format: string | null;
  close(): void;
}

/** `HTMLCanvasElement` and `OffscreenCanvas`. */
export interface CanvasLike {
  readonly width: number;
  readonly height: number;
  getContext(contextId: '2d'): unknown;
}

/** Everything `encode` takes. */
export type ImageInput = Image | RawPixels | ImageDataLike | ImageBitmapLike | VideoFrameLike | CanvasLike;
