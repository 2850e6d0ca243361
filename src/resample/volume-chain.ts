/** The mip levels of a volume: filtered along all three axes. */
import { levelSize } from '../containers/texture-shape.js';
import type { Image } from '../types.js';
import { type FilterWork, LevelFilter, type Light, lightOf } from './level-filter.js';

/**
 * Levels 1 up to `levelCount` − 1 of a stack of slices, half as many slices each.
 *
 * @throws {AstcError} E_ABORTED, E_WASM, E_WORKER
 */
export async function* makeVolumeLevels(
  slices: readonly Image[],
  levelCount: number,
  work: FilterWork,
): AsyncGenerator<Image[], void> {
  const [first] = slices as [Image];
  const filter = new LevelFilter(work, first);
  const shape = { width: first.width, height: first.height, depth: slices.length, layers: 0, faces: 1 } as const;
  let lights: Light[] = slices.map(lightOf);
  for (let level = 1; level < levelCount; level++) {
    const { depth, ...size } = levelSize(shape, level);
    const flat: Light[] = [];
    for (const light of lights) flat.push(await filter.shrink(light, size));
    lights = await shrinkDepth(filter, flat, depth);
    const images: Image[] = [];
    for (const light of lights) images.push(await filter.finish(light));
    yield images;
  }
}

/** Slices side by side are rows of a picture, one texel of every row above the other: its height is the third axis. */
async function shrinkDepth(filter: LevelFilter, slices: readonly Light[], depth: number): Promise<Light[]> {
  if (depth === slices.length) return [...slices];
  const { width, height, bytes } = slices[0]!;
  const stack = new Uint8Array(bytes.length * slices.length);
  slices.forEach((slice, index) => {
    stack.set(slice.bytes, index * bytes.length);
  });
  const texels = width * height;
  const shrunk = await filter.shrink(
    { width: texels, height: slices.length, type: 'float32', bytes: stack },
    { width: texels, height: depth },
  );
  return Array.from({ length: depth }, (_, slice) => ({
    width,
    height,
    type: 'float32',
    bytes: shrunk.bytes.subarray(slice * bytes.length, (slice + 1) * bytes.length),
  }));
}
