/** The mip levels of a cube map whose filter goes on across the edges of its faces. */
import { levelSide } from '../containers/texture-shape.js';
import { faceWithBorder } from '../shapes/cube-borders.js';
import type { Image } from '../types.js';
import { type FilterWork, LevelFilter, type Light, lightOf } from './level-filter.js';

/** How far any filter reaches, in texels of the coarser face. */
const REACH = 4;

/**
 * Levels 1 up to `levelCount` − 1, six faces each.
 *
 * @throws {AstcError} E_ABORTED, E_WASM, E_WORKER
 */
export async function* makeCubeLevels(
  faces: readonly Image[],
  levelCount: number,
  work: FilterWork,
): AsyncGenerator<Image[], void> {
  const filters = faces.map((face) => new LevelFilter(work, face));
  let lights = faces.map(lightOf);
  for (let level = 1; level < levelCount; level++) {
    const side = levelSide(faces[0]!.width, level);
    const border = borderOf(lights[0]!.width, side, work.options.mipScale);
    const shrunk: Light[] = [];
    for (let face = 0; face < 6; face++) shrunk.push(await shrinkFace(filters[face]!, lights, face, { side, border }));
    lights = shrunk;
    const images: Image[] = [];
    for (let face = 0; face < 6; face++) images.push(await filters[face]!.finish(lights[face]!));
    yield images;
  }
}

/** Texels of the finer face on every side: whole texels of the coarser one, and no more than the neighbour has. */
function borderOf(from: number, to: number, filterScale: number): number {
  const step = from / greatestDivisor(from, to);
  const wanted = Math.ceil((REACH * filterScale * from) / to);
  return Math.min(from, Math.ceil(wanted / step) * step);
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

async function shrinkFace(
  filter: LevelFilter,
  lights: readonly Light[],
  face: number,
  { side, border }: { side: number; border: number },
): Promise<Light> {
  const { width, type } = lights[0]!;
  const finer = faceWithBorder(lights.map(texelsOf), face, width, border);
  const finerSide = width + 2 * border;
  // Whole, as the border is a multiple of the step.
  const coarserBorder = (border * side) / width;
  const coarserSide = side + 2 * coarserBorder;
  const bytes = new Uint8Array(finer.buffer, finer.byteOffset, finer.byteLength);
  const bordered = await filter.shrink(
    { width: finerSide, height: finerSide, type, bytes },
    { width: coarserSide, height: coarserSide },
  );
  return { width: side, height: side, type: 'float32', bytes: cropSquare(bordered, coarserBorder) };
}

function texelsOf({ type, bytes }: Light): Uint8Array | Uint16Array | Float32Array {
  if (type === 'unorm8') return bytes;
  const { buffer, byteOffset, byteLength } = bytes;
  if (type === 'unorm16') return new Uint16Array(buffer, byteOffset, byteLength / 2);
  return new Float32Array(buffer, byteOffset, byteLength / 4);
}

/** The middle of a square of floats, without so many texels on every side. */
function cropSquare({ width, bytes }: Light, border: number): Uint8Array {
  const side = width - 2 * border;
  const cropped = new Uint8Array(side * side * 16);
  for (let y = 0; y < side; y++) {
    const from = ((y + border) * width + border) * 16;
    cropped.set(bytes.subarray(from, from + side * 16), y * side * 16);
  }
  return cropped;
}
