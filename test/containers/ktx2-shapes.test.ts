/** KTX2 of every shape and kind of format as we write it: two readers that are not ours agree on each field. */
import { read as readByKtxParse } from 'ktx-parse';
import { describe, expect, test } from 'vitest';
import { storedKind } from '../../src/containers/carried-format.js';
import { readKtx2 } from '../../src/containers/ktx2-read.js';
import { writeKtx2 } from '../../src/containers/ktx2-write.js';
import { levelBytes, levelSize, type Shape } from '../../src/containers/texture-shape.js';
import type { Texture } from '../../src/types.js';
import { expectedDescriptor, findVkFormat } from '../../src/vk-formats/index.js';
import { readBySpec } from './ktx2-spec-reader.js';
import { countedBytes } from './laid-out.js';

const SHAPES: readonly [name: string, shape: Shape, levelCount: number][] = [
  ['2D', { width: 24, height: 20, depth: 0, layers: 0, faces: 1 }, 5],
  ['odd 2D', { width: 13, height: 7, depth: 0, layers: 0, faces: 1 }, 4],
  ['an array', { width: 9, height: 9, depth: 0, layers: 3, faces: 1 }, 2],
  ['an array of one', { width: 8, height: 8, depth: 0, layers: 1, faces: 1 }, 1],
  ['a cubemap', { width: 16, height: 16, depth: 0, layers: 0, faces: 6 }, 5],
  ['a cubemap array', { width: 8, height: 8, depth: 0, layers: 2, faces: 6 }, 3],
  ['3D', { width: 12, height: 6, depth: 9, layers: 0, faces: 1 }, 4],
];

/** VkFormats: ASTC, ETC, texels of 1 to 16 bytes, packed ones, BCn, ASTC of three axes. */
const FORMATS: readonly number[] = [
  157, 158, 166, 184, 1000066004, 147, 151, 152, 153, 155, 9, 16, 23, 29, 37, 43, 44, 50, 4, 64, 70, 76, 83, 90, 97,
  100, 109, 122, 123, 41, 107, 131, 133, 141, 143, 145, 146, 1000288000, 1000288029,
];

function textureOf(vkFormat: number, shape: Shape, levelCount: number): Texture {
  const kind = storedKind(vkFormat)!;
  const { width, height, depth, layers, faces } = shape;
  return {
    ...kind,
    width,
    height,
    ...(depth > 0 && { depth }),
    ...(layers > 0 && { layers }),
    ...(faces === 6 && { faces }),
    levels: Array.from({ length: levelCount }, (_, level) => {
      const size = levelSize(shape, level);
      const data = Uint8Array.from(countedBytes(levelBytes(kind, shape, level)));
      return { width: size.width, height: size.height, ...(depth > 0 && { depth: size.depth }), data };
    }),
  };
}

describe.each(FORMATS)('VkFormat %i', (vkFormat) => {
  const row = findVkFormat(vkFormat)!;
  const shapes = SHAPES.filter(([, { depth }]) => row.blockDepth === 1 || depth > 0);

  test.each(shapes)(`(${row.name}) as %s`, (_, shape, levelCount) => {
    const texture = textureOf(vkFormat, shape, levelCount);
    const bytes = writeKtx2(texture);
    const bySpec = readBySpec(bytes);
    const { width, height, depth, layers, faces } = shape;
    const fields = {
      vkFormat,
      typeSize: row.typeSize,
      pixelWidth: width,
      pixelHeight: height,
      pixelDepth: depth,
      layerCount: layers,
      faceCount: faces,
      levelCount,
      supercompressionScheme: 0,
    };
    expect(bySpec).toMatchObject(fields);
    expect(bySpec.levels.map(({ data }) => data)).toEqual(texture.levels.map(({ data }) => data));
    expect(bySpec.keyValues.map(([key]) => key)).toEqual(['KTXorientation', 'KTXwriter']);
    expect(bySpec.keyValues[0]![1]).toBe(depth > 0 ? 'rdi' : 'rd');

    const byKtxParse = readByKtxParse(bytes);
    expect(byKtxParse).toMatchObject(fields);
    expect(byKtxParse.levels.map(({ levelData }) => Uint8Array.from(levelData))).toEqual(
      texture.levels.map(({ data }) => data),
    );
    expect(byKtxParse.dataFormatDescriptor).toHaveLength(1);
    // The table's own idea of the descriptor, held to numbers written down from the specification in test/vk-formats.
    const [descriptor] = byKtxParse.dataFormatDescriptor;
    const expected = expectedDescriptor(row);
    expect({ ...descriptor, samples: [] }).toEqual({ ...expected, samples: [] });
    const unsigned = (samples: readonly { sampleLower: number; sampleUpper: number }[]) =>
      samples.map((sample) => ({
        ...sample,
        sampleLower: sample.sampleLower >>> 0,
        sampleUpper: sample.sampleUpper >>> 0,
      }));
    expect(unsigned(descriptor!.samples)).toEqual(unsigned(expected.samples));

    const { writer: _writer, premultiplied, primaries, keyValues, ...again } = readKtx2(bytes);
    expect([premultiplied, primaries, keyValues]).toEqual([false, texture.primaries ?? 'bt709', {}]);
    const orientation = depth > 0 ? 'rdi' : 'rd';
    const { primaries: _primaries, ...given } = texture;
    expect(again).toEqual({ ...given, orientation, selfDescribing: true });
  });
});

test('entries of every kind come back byte for byte', () => {
  const texture: Texture = {
    ...textureOf(166, SHAPES[0]![1], 1),
    keyValues: { KTXanimData: countedBytes(12), ключ: countedBytes(3), empty: new Uint8Array(0) },
    writerParams: '--format astc --block 6x6 --quality medium',
    swizzle: 'rrr1',
  };
  const bytes = writeKtx2(texture);
  const { keyValue } = readByKtxParse(bytes);
  expect(Object.keys(keyValue)).toEqual([
    'KTXanimData',
    'KTXswizzle',
    'KTXwriter',
    'KTXwriterScParams',
    'empty',
    'ключ',
  ]);
  expect(keyValue.KTXwriterScParams).toBe('--format astc --block 6x6 --quality medium');
  const read = readKtx2(bytes);
  expect(read).toMatchObject({ swizzle: 'rrr1', writerParams: texture.writerParams });
  expect(read.keyValues).toEqual(texture.keyValues);
  // Entries that a file had none of are not invented.
  expect(read.orientation).toBeUndefined();
});
