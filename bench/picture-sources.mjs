/** Pixels of a listed picture, out of whatever file its package has them in: scaled first, then cropped. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

/** @typedef {import('./published.mjs').Published} Published */
/** @typedef {import('./images.mjs').Pixels} Pixels */

/** A sheet of drawings: four in a row, each in the middle of its cell. */
const CELL = 64;
const DRAWING = { width: 64, height: 48 };
const IN_ROW = 4;

/**
 * @param {string} path of the file, or of the folder of a sheet's drawings
 * @param {Published} picture
 * @returns {Promise<Pixels>} RGBA8 as stored
 */
export async function readListed(path, picture) {
  const { data, info } = await toRaw(await open(path, picture));
  const { scale = 1 } = picture;
  const [width, height] = [Math.round(info.width * scale), Math.round(info.height * scale)];
  const whole = sharp(data, { raw: { width: info.width, height: info.height, channels: 4 } });
  // One step at a time: sharp would crop before it scales where that is the same to it, which it is not to the edge.
  const sized = scale === 1 ? data : await whole.resize(width, height, { fit: 'fill' }).raw().toBuffer();
  const [left, top, cropWidth, cropHeight] = picture.crop ?? [0, 0, width, height];
  const cropped = sharp(sized, { raw: { width, height, channels: 4 } });
  const crop = await toRaw(cropped.extract({ left, top, width: cropWidth, height: cropHeight }));
  return { width: cropWidth, height: cropHeight, data: new Uint8Array(crop.data) };
}

/**
 * @param {string} path
 * @param {Published} picture
 */
async function open(path, picture) {
  if (picture.sheet !== undefined) return sheetOf(path, picture.sheet);
  if (picture.drawn !== undefined) return sharp(path).resize(...picture.drawn);
  return sharp(bytesOf(path, picture));
}

/** @param {import("sharp").Sharp} image */
function toRaw(image) {
  return image.toColourspace('srgb').ensureAlpha().raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
}

/**
 * The file as a picture: itself, the named image of a binary glTF, or the data that a module of JavaScript exports.
 *
 * @param {string} path
 * @param {Published} picture
 */
function bytesOf(path, { glbImage }) {
  const bytes = readFileSync(path);
  if (glbImage !== undefined) return imageOfGlb(bytes, glbImage);
  if (path.endsWith('.js')) return Buffer.from(/base64,([^'"]+)/.exec(bytes.toString('latin1'))?.[1] ?? '', 'base64');
  return bytes;
}

/**
 * glTF 2.0, 4.4: a header of 12 bytes, then chunks of length, type, bytes; the first is JSON, the second the buffer.
 *
 * @param {Buffer} glb
 * @param {number} index of the image
 */
function imageOfGlb(glb, index) {
  const length = glb.readUInt32LE(12);
  const json = JSON.parse(glb.subarray(20, 20 + length).toString('utf8'));
  const view = json.bufferViews[json.images[index].bufferView];
  const at = 20 + length + 8 + (view.byteOffset ?? 0);
  return glb.subarray(at, at + view.byteLength);
}

/**
 * @param {string} folder of the drawings
 * @param {string} names
 */
async function sheetOf(folder, names) {
  const drawings = names.split(' ').map(async (name, index) => ({
    input: await sharp(join(folder, `${name}.svg`))
      .resize(DRAWING.width, DRAWING.height, { fit: 'fill' })
      .png()
      .toBuffer(),
    left: (index % IN_ROW) * CELL,
    top: Math.floor(index / IN_ROW) * CELL + (CELL - DRAWING.height) / 2,
  }));
  const side = IN_ROW * CELL;
  const background = { r: 0, g: 0, b: 0, alpha: 0 };
  const sheet = sharp({ create: { width: side, height: side, channels: 4, background } });
  return sharp(
    await sheet
      .composite(await Promise.all(drawings))
      .png()
      .toBuffer(),
  );
}
