/** The array behind pixels in memory: told apart, checked against the size, seen as one of the three arrays of {@link Image}. */
import { AstcError } from '../errors.js';
import { COMPONENT_TYPES, type ComponentType, type Image } from '../types.js';
import { componentMax } from './channels.js';
import { describe, pickWord } from './describe.js';
import { widenHalves } from './half-float.js';
import type { RawPixels } from './image-input.js';

/** Component types by array, the default first. */
const TYPES_BY_ARRAY: Readonly<Record<string, readonly ComponentType[]>> = {
  Uint8Array: ['unorm8'],
  Uint8ClampedArray: ['unorm8'],
  Uint16Array: ['unorm16', 'float16'],
  Float32Array: ['float32'],
  Float16Array: ['float16'],
};
const EXPECTED_ARRAYS = 'Uint8Array, Uint8ClampedArray, Uint16Array, Float32Array or Float16Array';

export interface Components {
  /** In a plain array of this realm, over the caller's memory but for half floats, which are widened. */
  data: Image['data'];
  componentType: Exclude<ComponentType, 'float16'>;
}

/** @throws {AstcError} E_OPTION */
export function acceptComponents({ data, componentType }: RawPixels): Components {
  const types = TYPES_BY_ARRAY[arrayName(data) ?? ''];
  if (types === undefined) {
    throw new AstcError('E_OPTION', `Expected the image's data in ${EXPECTED_ARRAYS} but received ${describe(data)}`);
  }
  if (data.length === 0) {
    throw new AstcError('E_OPTION', `Expected the image's data but received ${describe(data)} (empty or detached)`);
  }
  const type = pickWord('componentType', componentType, COMPONENT_TYPES, types[0]!);
  if (!types.includes(type)) {
    throw new AstcError('E_OPTION', `Expected the image's data as ${type} but received ${describe(data)}`);
  }
  if (arrayName(data) === 'Float16Array') return { data: Float32Array.from(data), componentType: 'float32' };
  if (type === 'float16') return { data: widenHalves(data as Uint16Array), componentType: 'float32' };
  return { data: ownView(data as Image['data'], type), componentType: type };
}

/** Name of a typed array by its internal slot, undefined for anything else: subclasses and other realms count. */
function arrayName(data: unknown): string | undefined {
  const getter = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)?.get;
  return getter?.call(data) as string | undefined;
}

/** Why not the array itself: the slice of a Buffer shares its memory, a clamped array is no Uint8Array. */
function ownView(data: Image['data'], type: 'unorm8' | 'unorm16' | 'float32'): Image['data'] {
  const View = type === 'unorm8' ? Uint8Array : type === 'unorm16' ? Uint16Array : Float32Array;
  if (Object.getPrototypeOf(data) === View.prototype) return data;
  return new View(data.buffer as ArrayBuffer, data.byteOffset, data.length);
}

/** Channels as given, or as the length says. */
export function countChannels({ channels, width, height }: RawPixels, length: number): 1 | 2 | 3 | 4 {
  const pixelCount = width * height;
  const count = channels ?? length / pixelCount;
  if (![1, 2, 3, 4].includes(count)) {
    throw new AstcError(
      'E_OPTION',
      channels === undefined
        ? `Expected 1 to 4 components for each of ${width}x${height} pixels but received ${length} in all`
        : `Expected 1, 2, 3 or 4 for the image's channels but received ${describe(channels)}`,
    );
  }
  if (length !== pixelCount * count) {
    throw new AstcError(
      'E_OPTION',
      `Expected an image of ${width}x${height} pixels with ${pixelCount * count} components but received ${length}`,
    );
  }
  return count as 1 | 2 | 3 | 4;
}

/**
 * Widens 1 to 4 interleaved channels to RGBA: grey to three, alpha to its maximum where there is none. Four channels are
 * returned as they are.
 */
export function widenChannels(source: Image['data'], channels: 1 | 2 | 3 | 4): Image['data'] {
  if (channels === 4) return source;
  const pixelCount = source.length / channels;
  const rgba = new (source.constructor as new (length: number) => Image['data'])(pixelCount * 4);
  const max = componentMax({ data: source });
  const isGrey = channels < 3;
  for (let pixel = 0; pixel < pixelCount; pixel++) {
    const from = pixel * channels;
    const to = pixel * 4;
    rgba[to] = source[from]!;
    rgba[to + 1] = source[isGrey ? from : from + 1]!;
    rgba[to + 2] = source[isGrey ? from : from + 2]!;
    rgba[to + 3] = channels === 2 ? source[from + 1]! : max;
  }
  return rgba;
}

/** The components with alpha at its maximum; a copy only where it is not so already. */
export function withOpaqueAlpha(data: Image['data']): Image['data'] {
  const max = componentMax({ data });
  let alpha = 3;
  while (alpha < data.length && data[alpha] === max) alpha += 4;
  if (alpha >= data.length) return data;
  const opaque = data.slice();
  for (; alpha < opaque.length; alpha += 4) opaque[alpha] = max;
  return opaque;
}

/** RGBA to RGB. */
export function dropAlpha<T extends Image['data']>(data: T): T {
  const pixelCount = data.length / 4;
  const rgb = new (data.constructor as new (length: number) => T)(pixelCount * 3);
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    rgb[to] = data[from]!;
    rgb[to + 1] = data[from + 1]!;
    rgb[to + 2] = data[from + 2]!;
  }
  return rgb;
}
