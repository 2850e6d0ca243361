/** Parts of textures: the blocks that were there, and nothing else; decode of one image among many. */
import { decode, encode, pickTexture, readTexture, type Texture, writeTexture } from 'astc-wasm';
import { describe, expect, it } from 'vitest';
import { ktx2Sources } from '../containers/ktx2-by-hand.js';
import { makePicture } from '../support/pictures.js';

/** Two layers of six faces in two levels; the first bytes of an image say which it is. */
function cubes(): Texture {
  const level = (side: number, index: number) => {
    const blocks = Math.ceil(side / 4) ** 2;
    const images: number[] = [];
    for (let layer = 0; layer < 2; layer++) {
      for (let face = 0; face < 6; face++) {
        for (let block = 0; block < blocks; block++) {
          images.push(index, layer, face, block, ...new Array<number>(12).fill(0));
        }
      }
    }
    return { width: side, height: side, data: Uint8Array.from(images) };
  };
  return {
    format: 'astc',
    block: '4x4',
    profile: 'ldr',
    colorSpace: 'srgb',
    width: 8,
    height: 8,
    layers: 2,
    faces: 6,
    levels: [level(8, 0), level(4, 1)],
    keyValues: { KTXcubemapIncomplete: Uint8Array.of(63), own: Uint8Array.of(1) },
  };
}

const marks = (texture: Texture) =>
  texture.levels.map(({ data }) =>
    Array.from({ length: data.length / 16 }, (_, at) => [...data.subarray(at * 16, at * 16 + 4)]),
  );

describe('pickTexture', () => {
  it('a level alone is the largest of its texture', () => {
    const picked = pickTexture(cubes(), { level: 1 });
    expect(picked).toMatchObject({ width: 4, height: 4, layers: 2, faces: 6 });
    expect(picked.levels).toEqual([cubes().levels[1]]);
    expect(picked.levels[0]!.data.length).toBe(12 * 16);
  });

  it('levels from one to another', () => {
    expect(pickTexture(cubes(), { levels: '0..1' }).levels).toHaveLength(2);
    expect(pickTexture(cubes(), { levels: '1..' }).levels).toHaveLength(1);
    expect(pickTexture(cubes(), { levels: '0..0' })).toMatchObject({ width: 8, levels: [{ width: 8 }] });
  });

  it('a layer and a face', () => {
    const picked = pickTexture(cubes(), { layer: 1, face: 3 });
    expect(picked).not.toHaveProperty('layers');
    expect(picked).not.toHaveProperty('faces');
    expect(marks(picked)).toEqual([[0, 1, 2, 3].map((block) => [0, 1, 3, block]), [[1, 1, 3, 0]]]);
    // An entry that speaks of all faces goes with them.
    expect(Object.keys(picked.keyValues!)).toEqual(['own']);
  });

  it('one face of every layer', () => {
    const picked = pickTexture(cubes(), { face: 5 });
    expect(picked).toMatchObject({ layers: 2 });
    expect(marks(picked)[1]).toEqual([
      [1, 0, 5, 0],
      [1, 1, 5, 0],
    ]);
  });

  it('a slice, in each level the one that lies there', () => {
    const levels = [4, 2, 1].map((side, index) => ({
      width: side,
      height: side,
      depth: side,
      data: Uint8Array.from({ length: side * 16 }, (_, at) => (at % 16 === 0 ? index * 16 + at / 16 : 0)),
    }));
    const volume: Texture = { ...cubes(), width: 4, height: 4, depth: 4, levels, orientation: 'rdi' };
    for (const axis of ['layers', 'faces'] as const) delete volume[axis];
    const picked = pickTexture(volume, { slice: 3 });
    expect(picked).not.toHaveProperty('depth');
    expect(picked.orientation).toBe('rd');
    expect(picked.levels.map(({ width, data }) => [width, data.length, data[0]])).toEqual([
      [4, 16, 3],
      [2, 16, 17],
      [1, 16, 32],
    ]);
  });

  it('another label, and its descriptor', () => {
    expect(pickTexture(cubes(), { colorSpace: 'linear' })).toMatchObject({ colorSpace: 'linear' });
    const texels = readTexture(ktx2Sources()[3]!);
    expect(texels).toMatchObject({ vkFormat: 37, colorSpace: 'linear' });
    const relabeled = pickTexture(texels, { colorSpace: 'srgb' });
    expect(relabeled).toMatchObject({ vkFormat: 43, colorSpace: 'srgb' });
    expect(readTexture(writeTexture(relabeled))).toMatchObject({ vkFormat: 43, colorSpace: 'srgb' });
    expect(relabeled.levels).toEqual(texels.levels);
  });

  it.each([
    [{ level: 2 }, /Expected levels from 0 to 1 for level but received 2/],
    [{ levels: '1..0' }, /Expected levels from 0 to 1 for levels but received 1..0/],
    [{ level: 1, levels: '0..1' }, /Expected level or levels but received both/],
    [{ layer: 2 }, /Expected a whole number from 0 to 1 for layer but received 2/],
    [{ slice: 0 }, /Expected a 3D texture for slice but received a cubemap array of 2 layers of 8x8/],
  ])('refuses %j', (options, message) => {
    expect(() => pickTexture(cubes(), options)).toThrow(
      expect.objectContaining({ code: 'E_OPTION', message: expect.stringMatching(message) }),
    );
  });

  it('refuses parts of what stays packed, and a label that no format has', () => {
    const carried = readTexture(ktx2Sources()[8]!);
    expect(pickTexture(carried)).toEqual(carried);
    expect(() => pickTexture(carried, { level: 0 })).toThrow(/packed by scheme 1/);
    const halves = { ...readTexture(ktx2Sources()[3]!), vkFormat: 76 } as Texture;
    expect(() => pickTexture(halves, { colorSpace: 'srgb' })).toThrow(/there is no such format|R16_SFLOAT/);
  });
});

describe('decode', () => {
  it('gives the image that is asked for', async () => {
    const pictures = [makePicture(16, 16), makePicture(16, 16)];
    pictures[1]!.data.reverse();
    const textures = await Promise.all(
      pictures.map((picture) => encode(picture, { quality: 'fastest', block: '4x4' })),
    );
    const [a, b] = textures as [Texture, Texture];
    const data = Uint8Array.from([...a.levels[0]!.data, ...b.levels[0]!.data]);
    const both = { ...a, layers: 2, levels: [{ ...a.levels[0]!, data }] } as Texture;
    for (const [layer, texture] of textures.entries()) {
      expect((await decode(both, { layer })).data).toEqual((await decode(texture)).data);
    }
    await expect(decode(both, { layer: 2 })).rejects.toMatchObject({
      code: 'E_OPTION',
      message: 'Expected a whole number from 0 to 1 for layer but received 2',
    });
    await expect(decode(both, { face: 1 })).rejects.toMatchObject({ code: 'E_OPTION' });
    // The same through a file.
    const read = readTexture(writeTexture(both, { zstd: 3 }));
    expect((await decode(read, { layer: 1 })).data).toEqual((await decode(b)).data);
  });
});
