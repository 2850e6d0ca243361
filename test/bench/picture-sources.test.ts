/** Pictures of the lists come out of packages whatever their files are; sharp is the witness of what they hold. */
import { mkdirSync, writeFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { readListed } from '../../bench/picture-sources.mjs';
import { makeFolder } from '../support/cli.js';

const folder = makeFolder();
afterAll(() => folder.remove());

const listed = { name: 'picture', class: 'photo', package: 'package', file: 'file' };

/** A ramp whose red is the column and whose green is the row. */
const RAMP = Buffer.from(Array.from({ length: 16 * 8 }, (_, i) => [(i % 16) * 16, (i >> 4) * 32, 7, 255]).flat());
const png = await sharp(RAMP, { raw: { width: 16, height: 8, channels: 4 } })
  .png()
  .toBuffer();

/** The picture as the second image of a binary glTF. */
function glbOf(image: Buffer): Buffer {
  const bufferViews = [{ byteLength: 4 }, { byteOffset: 4, byteLength: image.length }];
  const text = JSON.stringify({ images: [{ bufferView: 0 }, { bufferView: 1 }], bufferViews });
  const json = Buffer.from(text.padEnd((text.length + 3) & ~3));
  const head = Buffer.alloc(20);
  head.write('glTF');
  head.writeUInt32LE(json.length, 12);
  return Buffer.concat([head, json, Buffer.alloc(8 + 4), image]);
}

describe('a listed picture', () => {
  it('is cropped', async () => {
    writeFileSync(folder.at('a.png'), png);
    const { width, height, data } = await readListed(folder.at('a.png'), { ...listed, crop: [3, 2, 4, 5] });
    expect([width, height]).toEqual([4, 5]);
    expect([...data.subarray(0, 8)]).toEqual([48, 64, 7, 255, 64, 64, 7, 255]);
  });

  it('is scaled as a whole before', async () => {
    writeFileSync(folder.at('a.png'), png);
    const half = await sharp(png).resize(8, 4, { fit: 'fill' }).raw().toBuffer();
    const { data } = await readListed(folder.at('a.png'), { ...listed, scale: 0.5, crop: [2, 1, 1, 1] });
    expect([...data]).toEqual([...half.subarray((8 + 2) * 4, (8 + 3) * 4)]);
  });

  it.each([
    ['a binary glTF', 'a.glb', glbOf(png), { glbImage: 1 }],
    ['a module', 'a.webp.js', Buffer.from(`export default 'data:image/png;base64,${png.toString('base64')}'\n`), {}],
  ])('comes out of %s', async (_, name, bytes, where) => {
    writeFileSync(folder.at(name), bytes);
    expect(Buffer.compare((await readListed(folder.at(name), { ...listed, ...where })).data, RAMP)).toBe(0);
  });

  it('is drawn at its size', async () => {
    writeFileSync(
      folder.at('a.svg'),
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h4v8H0z"/></svg>',
    );
    const { width, data } = await readListed(folder.at('a.svg'), { ...listed, drawn: [32, 32] });
    expect(width).toBe(32);
    expect([data[15 * 4 + 3], data[16 * 4 + 3]]).toEqual([255, 0]);
  });

  it('is a sheet of drawings, four in a row', async () => {
    mkdirSync(folder.at('flags'));
    for (const [name, color] of Object.entries({ a: 'red', b: 'lime' })) {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path fill="${color}" d="M0 0h4v3H0z"/></svg>`;
      writeFileSync(folder.at(`flags/${name}.svg`), svg);
    }
    const { width, height, data } = await readListed(folder.at('flags'), { ...listed, sheet: 'a b a b b' });
    const at = (x: number, y: number) => [...data.subarray((y * width + x) * 4, (y * width + x + 1) * 4)];
    expect([width, height]).toEqual([256, 256]);
    expect([at(0, 7), at(0, 8), at(64, 8), at(0, 72), at(64, 72)]).toEqual([
      [0, 0, 0, 0],
      [255, 0, 0, 255],
      [0, 255, 0, 255],
      [0, 255, 0, 255],
      [0, 0, 0, 0],
    ]);
  });
});
