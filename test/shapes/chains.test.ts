/**
 * Mip levels of cube maps and volumes. Witness: the double-precision resampler of the tests, over faces unfolded by the
 * geometry of the cube, and along the three axes one after the other.
 */
import { describe, expect, it } from 'vitest';
import type { EncodeOptions } from '../../src/options/encode-options.js';
import { resolveEncodeOptions } from '../../src/options/resolve-encode.js';
import type { LevelCodec } from '../../src/pool/level-codec.js';
import { makeCubeLevels } from '../../src/resample/cube-chain.js';
import { makeVolumeLevels } from '../../src/resample/volume-chain.js';
import type { Image } from '../../src/types.js';
import { type Planes, resamplePlanes } from '../resample/reference.js';
import { resample } from '../resample/run.js';
import { Rng } from '../support/rng.js';
import { directionByTable, lightOf, paintFace } from './pictures.js';
import { unfoldFace } from './unfold.js';

/** Filters in place; compresses nothing. */
const codec: LevelCodec = {
  threads: 1,
  resampleLevel: async (bytes, config) => {
    const Floats = { unorm8: Uint8Array, unorm16: Uint16Array, float32: Float32Array }[config.sourceType];
    const pixels = new Floats(bytes.slice().buffer);
    const result = await resample(pixels, config);
    return new Uint8Array(result.buffer, result.byteOffset, result.byteLength);
  },
  encodeLevel: () => Promise.reject(new Error('compresses nothing')),
  decodeLevel: () => Promise.reject(new Error('decompresses nothing')),
};

const workOf = (options: EncodeOptions) => ({
  codec,
  options: resolveEncodeOptions({ mipmaps: true, colorSpace: 'linear', ...options }),
  space: 'linear' as const,
  controls: () => ({}),
});

function noise(width: number, height: number, name: string): Image {
  const rng = Rng.named(name);
  const data = Uint16Array.from({ length: width * height * 4 }, (_, index) =>
    (index & 3) === 3 ? 0xffff : rng.below(0x10000),
  );
  return { width, height, data, channels: 4, colorSpace: 'linear', hasAlpha: false };
}

const planesOf = ({ width, height, data }: Image): Planes => ({
  width,
  height,
  data: Float64Array.from(data, (code) => code / 0xffff),
});

/** The largest distance in steps of 16 bits; what lies outside 0..1 was clipped. */
function worstMiss({ data }: Image, exact: Planes): number {
  expect(data).toHaveLength(exact.data.length);
  return Array.from(data).reduce((worst, code, at) => {
    const expected = Math.min(1, Math.max(0, exact.data[at]!)) * 0xffff;
    return Math.max(worst, Math.abs(code - expected));
  }, 0);
}

describe('volumes', () => {
  it.each([
    [8, 4, 6, 'box'],
    [7, 5, 5, 'kaiser'],
    [1, 1, 9, 'lanczos3'],
    [6, 6, 2, 'mitchell'],
  ] as const)('of %i x %i x %i shrink along three axes (%s)', async (width, height, depth, filter) => {
    const slices = Array.from({ length: depth }, (_, slice) => noise(width, height, `slice ${slice}`));
    let exact = slices.map(planesOf);
    const levelCount = Math.floor(Math.log2(Math.max(width, height, depth))) + 1;
    let level = 0;
    for await (const images of makeVolumeLevels(slices, levelCount, workOf({ depth: true, mipFilter: filter }))) {
      level++;
      const half = (side: number) => Math.max(1, side >> level);
      exact = shrink(exact, half(width), half(height), half(depth), filter);
      expect(images).toHaveLength(half(depth));
      images.forEach((image, slice) => {
        expect(image).toMatchObject({ width: half(width), height: half(height) });
        expect(worstMiss(image, exact[slice]!)).toBeLessThan(1);
      });
    }
    expect(level).toBe(levelCount - 1);
  });
});

/** Each slice, then every column of texels through the slices. */
function shrink(
  slices: readonly Planes[],
  width: number,
  height: number,
  depth: number,
  filter: 'box' | 'kaiser' | 'lanczos3' | 'mitchell',
): Planes[] {
  const flat = slices.map((slice) => resamplePlanes(slice, width, height, { filter }));
  const columns = {
    width: width * height,
    height: flat.length,
    data: new Float64Array(flat.length * width * height * 4),
  };
  flat.forEach(({ data }, slice) => {
    columns.data.set(data, slice * data.length);
  });
  const { data } = resamplePlanes(columns, width * height, depth, { filter });
  return Array.from({ length: depth }, (_, slice) => ({
    width,
    height,
    data: data.slice(slice * width * height * 4, (slice + 1) * width * height * 4),
  }));
}

describe('seamless cube maps', () => {
  it.each([
    [16, 'kaiser', 1],
    [12, 'lanczos4', 1],
    [5, 'triangle', 1],
    [16, 'mitchell', 2],
  ] as const)('of %i texels a side go on across edges (%s, scale %i)', async (side, filter, mipScale) => {
    const faces = Array.from({ length: 6 }, (_, face) => noise(side, side, `face ${face}`));
    let exact = faces.map(planesOf);
    const levelCount = Math.floor(Math.log2(side)) + 1;
    const options = workOf({ cubemap: true, mipSeamless: true, mipFilter: filter, mipScale });
    for await (const images of makeCubeLevels(faces, levelCount, options)) {
      exact = exact.map((_, face) => shrinkUnfolded(exact, face, images[0]!.width, filter, mipScale));
      images.forEach((image, face) => {
        expect(worstMiss(image, exact[face]!), `face ${face} of ${image.width}`).toBeLessThan(1);
      });
    }
  });

  it('show less of an edge at low levels than faces by themselves', async () => {
    const kind = { max: 65535, colorSpace: 'linear' } as const;
    const faces = Array.from({ length: 6 }, (_, face) => paintFace(face, 64, kind));
    let last: Image[] = [];
    for await (const images of makeCubeLevels(faces, 6, workOf({ cubemap: true, mipSeamless: true }))) last = images;
    // 2x2 texels: the light there is the light in their directions, as far as so large a texel has one.
    last.forEach((image, face) => {
      expect(image.width).toBe(2);
      const light = lightOf(directionByTable(face, 2, 0, 0));
      light.forEach((component, channel) => {
        expect(Math.abs(image.data[channel]! / 65535 - component)).toBeLessThan(0.05);
      });
    });
  });
});

/** The faces around one laid flat, a whole face each way, filtered, and the middle cut out. */
function shrinkUnfolded(
  faces: readonly Planes[],
  face: number,
  to: number,
  filter: 'kaiser' | 'lanczos4' | 'triangle' | 'mitchell',
  scale: number,
): Planes {
  const side = faces[0]!.width;
  const unfolded = {
    width: side * 3,
    height: side * 3,
    data: unfoldFace(
      faces.map(({ data }) => data),
      face,
      side,
    ),
  };
  const { data } = resamplePlanes(unfolded, to * 3, to * 3, { filter, scale });
  const rows = Array.from({ length: to }, (_, y) => {
    const from = ((y + to) * to * 3 + to) * 4;
    return [...data.subarray(from, from + to * 4)];
  });
  return { width: to, height: to, data: Float64Array.from(rows.flat()) };
}
