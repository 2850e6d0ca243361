/** Textures of every shape, each image another picture, with what our decoder says of every image. */
import {
  AstcError,
  type CompressedTexture,
  decode,
  encode,
  type Image,
  type Target,
  type TextureLevel,
  writeTexture,
} from 'astc-wasm';
import { fullLevelCount, levelSize, type Shape, shapeOf } from '../../src/containers/texture-shape.js';
import type { TargetShape } from '../../src/targets.js';
import { ODD_SHAPES, type ShapedKind, shapedName, WHOLE_SHAPES } from './shape-kinds.js';

/** Which image of a texture, as `level 2, face 3`. */
export interface Place {
  level: number;
  layer: number;
  face: number;
  slice: number;
}

/** An image, as a texture of its own. */
export interface PlacedImage extends Place {
  texture: CompressedTexture;
  /** RGBA of 0..1 by our own decoder. */
  expected: Float32Array;
}

export interface ShapedSample {
  texture: CompressedTexture;
  images: readonly PlacedImage[];
}

const made = new Map<string, Promise<ShapedSample>>();

/** The texture of a kind; made once, however it is packed. */
export function sampleOfShape(kind: ShapedKind, { inWholeBlocks = false } = {}): Promise<ShapedSample> {
  const name = `${shapedName({ ...kind, packing: undefined })} ${inWholeBlocks}`;
  const sample = made.get(name) ?? makeShaped(kind, (inWholeBlocks ? WHOLE_SHAPES : ODD_SHAPES)[kind.shape]);
  made.set(name, sample);
  return sample;
}

/** What an image shows. */
type Paint = (width: number, height: number, place: Place) => Image;

/** Encodes every image of a shape by itself and lays them one behind the other. */
export async function makeShaped(kind: ShapedKind, shape: Shape, paint: Paint = paintPlace): Promise<ShapedSample> {
  const images: PlacedImage[] = [];
  const levels: TextureLevel[] = [];
  for (let level = 0; level < (kind.levels ?? fullLevelCount(shape.width, shape.height, shape.depth)); level++) {
    const ofLevel = await Promise.all(
      placesOf(shape, level).map((place) => encodeImage(kind, shape, { place, paint })),
    );
    const { width, height, depth } = levelSize(shape, level);
    const data = Buffer.concat(ofLevel.map(({ texture }) => texture.levels[0]!.data));
    levels.push({ width, height, ...(shape.depth > 0 && { depth }), data: new Uint8Array(data) });
    images.push(...ofLevel);
  }
  return { texture: { ...images[0]!.texture, ...axesOf(shape), levels }, images };
}

/** Bytes of the file that a kind asks for. */
export function writeShaped({ texture }: ShapedSample, { container, packing }: ShapedKind): Uint8Array {
  return writeTexture(texture, { container, ...(packing && { [packing]: 5 }) });
}

/** Whether the target takes it, by its own word. */
export function isTaken(target: Target, { texture }: ShapedSample, { container, packing }: ShapedKind): boolean {
  try {
    writeTexture(texture, { container, target, ...(packing && { [packing]: 5 }) });
    return true;
  } catch (error) {
    if (error instanceof AstcError && error.code === 'E_OPTION') return false;
    throw error;
  }
}

/** What a page is told of a texture. */
export function shapeFacts(texture: CompressedTexture, kind: TargetShape): Record<string, unknown> {
  const { width, height, depth, layers, faces } = shapeOf(texture);
  return {
    kind,
    width,
    height,
    faces,
    ...(depth > 0 && { depth }),
    ...(layers > 0 && { layers }),
    levels: texture.levels.length,
  };
}

/** Images of a level in the order of files: layers, faces, slices. */
function placesOf(shape: Shape, level: number): Place[] {
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
  return numbers(Math.max(1, shape.layers)).flatMap((layer) =>
    numbers(shape.faces).flatMap((face) =>
      numbers(levelSize(shape, level).depth).map((slice) => ({ level, layer, face, slice })),
    ),
  );
}

async function encodeImage(
  kind: ShapedKind,
  shape: Shape,
  { place, paint }: { place: Place; paint: Paint },
): Promise<PlacedImage> {
  const { format, colorSpace } = kind;
  const block = format === 'astc' ? { block: kind.block } : {};
  const { width, height } = levelSize(shape, place.level);
  const options = { format, ...block, colorSpace, quality: 'fastest', threads: 1 } as const;
  const texture = await encode(paint(width, height, place), options);
  const { data } = await decode(texture, { bits: 16, threads: 1 });
  return {
    ...place,
    texture: texture as CompressedTexture,
    expected: Float32Array.from(data, (component) => component / 65535),
  };
}

/** Ramps across and down; blue and alpha tell every image from every other. */
function paintPlace(width: number, height: number, { level, layer, face, slice }: Place): Image {
  const data = new Uint8Array(width * height * 4);
  const blue = (level * 83 + layer * 61 + face * 37 + slice * 23) % 256;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const ramps = [(255 * (x + 0.5)) / width, (255 * (y + 0.5)) / height].map(Math.round);
      data.set([...ramps, blue, 255 - blue / 2], (y * width + x) * 4);
    }
  }
  return { width, height, data, channels: 4, colorSpace: 'srgb', hasAlpha: true };
}

function axesOf({ width, height, depth, layers, faces }: Shape): Partial<CompressedTexture> {
  return {
    width,
    height,
    ...(depth > 0 && { depth }),
    ...(layers > 0 && { layers }),
    ...(faces === 6 && { faces }),
  };
}
