/** Pictures to layers, faces and slices. Witness: faces painted by direction, put into crosses by hand here. */
import { describe, expect, it } from 'vitest';
import { AstcError } from '../../src/errors.js';
import { orderFaces } from '../../src/shapes/face-order.js';
import { gatherImages, type ShapeChoice } from '../../src/shapes/gather-images.js';
import type { Image } from '../../src/types.js';
import { paint, paintFace, paintPanorama } from './pictures.js';

const KIND = { max: 255, colorSpace: 'srgb' } as const;
const SIDE = 8;
const FACES = [0, 1, 2, 3, 4, 5].map((face) => paintFace(face, SIDE, KIND));
const FLAT = { cubemap: false, array: false, depth: false };
const controls = { nameOf: (index: number) => `picture-${index}.png` };

const gather = (pictures: readonly Image[], choice: Partial<ShapeChoice>) =>
  gatherImages(pictures, { ...FLAT, ...choice }, controls);

/** Where the faces lie, as one draws them; `!` stands on its head. */
const DRAWINGS = {
  'horizontal cross': [' 2  ', '1405', ' 3  '],
  'vertical cross': [' 2 ', '140', ' 3 ', ' ! '],
  row: ['012345'],
  column: ['0', '1', '2', '3', '4', '5'],
};

describe('cube maps', () => {
  it.each(Object.entries(DRAWINGS))('are cut out of a %s', async (_, drawing) => {
    const { images, faces, layers } = await gather([draw(drawing)], { cubemap: true });
    expect({ faces, layers }).toEqual({ faces: 6, layers: undefined });
    images.forEach((image, face) => {
      expect(image).toMatchObject({ width: SIDE, height: SIDE });
      expect(image.data, `face ${face}`).toEqual(FACES[face]!.data);
    });
  });

  it('come from six faces, from a panorama, and as arrays of either', async () => {
    expect((await gather(FACES, { cubemap: true })).images).toEqual(FACES);
    const panorama = paintPanorama(64, KIND);
    expect((await gather([panorama], { cubemap: true })).images[0]).toMatchObject({ width: 16, height: 16 });
    expect((await gather([panorama], { cubemap: true, faceSize: 24 })).images[5]!.width).toBe(24);
    const twoCubes = await gather([...FACES, ...FACES], { cubemap: true, array: true });
    expect([twoCubes.layers, twoCubes.faces, twoCubes.images.length]).toEqual([2, 6, 12]);
    const twoSkies = await gather([panorama, panorama], { cubemap: true, array: true });
    expect([twoSkies.layers, twoSkies.images.length]).toEqual([2, 12]);
  });

  it.each([
    [FACES.slice(0, 5), {}, 'Expected six faces for a cubemap but received 5'],
    [[...FACES, ...FACES], {}, 'Expected one cubemap but received pictures for 2'],
    [
      [flat(10, 7)],
      {},
      'Expected six square faces or one picture of them for a cubemap but received 10x7 in picture-0.png',
    ],
    [[...FACES.slice(0, 5), flat(9, 9)], {}, 'Expected size 8x8 as in picture-0.png but received 9x9 in picture-5.png'],
  ])('refuse what is none (%#)', async (pictures, choice, message) => {
    const failure = await gather(pictures, { cubemap: true, ...choice }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AstcError);
    expect(failure).toMatchObject({ code: 'E_OPTION', message: expect.stringContaining(message) });
  });
});

describe('arrays and volumes', () => {
  it('take one picture a layer or a slice, in their order', async () => {
    const pictures = [flat(5, 3), flat(5, 3), flat(5, 3)];
    expect(await gather(pictures, { array: true })).toEqual({ images: pictures, faces: 1, layers: 3 });
    expect(await gather(pictures, { depth: true })).toEqual({ images: pictures, faces: 1, depth: 3 });
    expect(await gather([flat(1, 1)], { array: true })).toMatchObject({ layers: 1 });
    expect(await gather([flat(1, 1)], {})).toMatchObject({ faces: 1 });
  });

  it.each([
    [[flat(5, 3), flat(5, 3)], {}, 'Expected one picture but received 2'],
    [[], { array: true }, 'Expected one picture or more but received none'],
    [
      [flat(4, 4), { ...flat(4, 4), data: new Uint16Array(64) }],
      { array: true },
      'Expected components of unorm8 as in picture-0.png but received unorm16 in picture-1.png',
    ],
    [
      [flat(4, 4), { ...flat(4, 4), colorSpace: 'linear' as const }],
      { depth: true },
      'Expected colour space srgb as in picture-0.png but received linear in picture-1.png',
    ],
  ])('refuse what does not fit (%#)', async (pictures, choice, message) => {
    await expect(gather(pictures, choice)).rejects.toThrow(message);
  });
});

describe('face names', () => {
  it.each([
    [
      ['nx.png', 'ny.png', 'nz.png', 'px.png', 'py.png', 'pz.png'],
      ['px', 'nx', 'py', 'ny', 'pz', 'nz'],
    ],
    [
      ['sky_back.jpg', 'sky_bottom.jpg', 'sky_front.jpg', 'sky_left.jpg', 'sky_right.jpg', 'sky_top.jpg'],
      ['sky_right', 'sky_left', 'sky_top', 'sky_bottom', 'sky_front', 'sky_back'],
    ],
    [
      ['A-negx.PNG', 'A-negy.PNG', 'A-negz.PNG', 'A-posx.PNG', 'A-posy.PNG', 'A-posz.PNG'],
      ['A-posx', 'A-negx', 'A-posy', 'A-negy', 'A-posz', 'A-negz'],
    ],
    [
      ['s+x.png', 's+y.png', 's+z.png', 's-x.png', 's-y.png', 's-z.png'],
      ['s+x', 's-x', 's+y', 's-y', 's+z', 's-z'],
    ],
  ])('order %j', (names, expected) => {
    expect(orderFaces(names)?.map((name) => name.replace(/\.\w+$/, ''))).toEqual(expected);
  });

  it.each([
    [['0.png', '1.png', '2.png', '3.png', '4.png', '5.png']],
    [['px.png', 'px.png', 'py.png', 'ny.png', 'pz.png', 'nz.png']],
    [['px.png']],
  ])('say nothing in %j', (names) => {
    expect(orderFaces(names)).toBeUndefined();
  });
});

function flat(width: number, height: number): Image {
  return paint(width, height, KIND, () => [0.5, 0.5, 0.5]);
}

/** A picture of squares; each texel is looked up in the face that the drawing has there. */
function draw(rows: readonly string[]): Image {
  const width = rows[0]!.length * SIDE;
  const picture = flat(width, rows.length * SIDE);
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < width; x++) {
      const mark = rows[Math.floor(y / SIDE)]![Math.floor(x / SIDE)]!;
      if (mark === ' ') continue;
      const face = mark === '!' ? FACES[5]! : FACES[Number(mark)]!;
      const inX = x % SIDE;
      const inY = y % SIDE;
      const from = mark === '!' ? (SIDE - 1 - inY) * SIDE + SIDE - 1 - inX : inY * SIDE + inX;
      picture.data.set(face.data.subarray(from * 4, from * 4 + 4), (y * width + x) * 4);
    }
  }
  return picture;
}
