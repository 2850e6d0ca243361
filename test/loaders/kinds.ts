/** Every kind of texture there is, made of one picture, and how near what a loader shows of it comes to our decoder. */
import {
  type CompressedTexture,
  type Container,
  decode,
  ETC_FORMATS,
  encode,
  FOOTPRINTS,
  type Image,
  writeTexture,
} from 'astc-wasm';
import { isAlwaysLinear, kindName } from '../../src/codec/formats.js';
import { containersOf } from '../../src/containers/container-words.js';
import { linearToSrgb, srgbToLinear } from '../../src/images/srgb.js';
import type { Loaded } from './loader-page.js';

export type Kind = Pick<CompressedTexture, 'format' | 'block' | 'colorSpace'> & { container: Container };

/** Every kind that a file of one of these containers can hold. */
export function everyKind(containers: readonly Container[]): Kind[] {
  const blocks = FOOTPRINTS.map((block) => ({ format: 'astc', block }) as const);
  const formats = [...blocks, ...ETC_FORMATS.map((format) => ({ format, block: '4x4' }) as const)];
  const spaces = ['srgb', 'linear'] as const;
  return containers.flatMap((container) =>
    formats
      .filter(({ format }) => containersOf(format).includes(container))
      .flatMap((kind) =>
        spaces
          .filter((colorSpace) => colorSpace === 'linear' || !isAlwaysLinear(kind.format))
          .map((colorSpace) => ({ ...kind, colorSpace, container })),
      ),
  );
}

/** As `ktx2 astc 6x6 srgb`. */
export function nameOf({ container, colorSpace, ...kind }: Kind): string {
  return `${container} ${kindName(kind)} ${colorSpace}`;
}

/** Colours and transparency that change everywhere, sides that no block divides unless asked. */
export function makePicture(width = 37, height = 22): Image {
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const wave = 128 + 100 * Math.sin((x + 2 * y) / 9);
      const alpha = 60 + (195 * ((x * y) % width)) / width;
      data.set([(255 * x) / width, (255 * y) / height, wave, alpha].map(Math.round), (y * width + x) * 4);
    }
  }
  return { width, height, data, channels: 4, colorSpace: 'srgb', hasAlpha: true };
}

export interface Sample {
  texture: CompressedTexture;
  bytes: Uint8Array;
  /** RGBA of 0..1 by our own decoder. */
  expected: Float32Array;
}

/** The picture as a texture of this kind, in its file. */
export async function makeSample(kind: Kind, picture = makePicture()): Promise<Sample> {
  const { format, colorSpace, container } = kind;
  const block = format === 'astc' ? { block: kind.block } : {};
  const texture = await encode(picture, { format, ...block, colorSpace, quality: 'fastest', threads: 1 });
  return sampleOf(texture as CompressedTexture, writeTexture(texture, { container }));
}

/** A texture in its file, with what it holds. */
export async function sampleOf(texture: CompressedTexture, bytes: Uint8Array): Promise<Sample> {
  const { data } = await decode(texture, { bits: 16, threads: 1 });
  return { texture, bytes, expected: Float32Array.from(data, (component) => component / 65535) };
}

/** What shaders read: signed formats from -1 to 1, sRGB decoded. */
export function readByShader({ texture, expected }: Sample, asLinear = texture.colorSpace === 'srgb'): Float32Array {
  const isSigned = texture.format.endsWith('-snorm');
  const stored = texture.format.startsWith('eac-r11') ? 1 : texture.format.startsWith('eac-rg11') ? 2 : 4;
  return expected.map((component, index) => {
    if (isSigned && (index & 3) < stored) return component * 2 - 1;
    return asLinear && (index & 3) < 3 ? srgbToLinear(component) : component;
  });
}

/** What a screen shows of what a shader read, colours encoded: 0..1. */
export function encodeColors(texels: Float32Array): Float32Array {
  return texels.map((component, index) =>
    (index & 3) < 3 ? linearToSrgb(Math.min(1, Math.max(0, component))) : component,
  );
}

/** Colours over black: 0..1. */
export function blendOverBlack(texels: Float32Array): Float32Array {
  return texels.map((component, index) => ((index & 3) < 3 ? component * texels[index | 3]! : component));
}

/**
 * The largest distance between two pictures of 0..1, in steps of 1/255.
 * @param components  how many of RGBA count
 */
export function worstStep(a: ArrayLike<number>, b: ArrayLike<number>, components: 3 | 4): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let worst = 0;
  for (let index = 0; index < a.length; index++) {
    if ((index & 3) < components) worst = Math.max(worst, Math.abs(a[index]! - b[index]!) * 255);
  }
  return worst;
}

/** The picture that was drawn, 0..1. */
export function drawnBy(loaded: Loaded, which: 'drawn' | 'drawnStandard' = 'drawn'): Float32Array {
  return Float32Array.from(loaded[which], (component) => component / 255);
}
