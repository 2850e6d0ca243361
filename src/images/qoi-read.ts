/** The Quite OK Image Format. Source: The Quite OK Image Format, Specification 1.0. */
import type { ColorMeaning } from './color-meaning.js';
import { allocatePixels, type FilePicture } from './file-picture.js';
import type { ReadImageOptions } from './image-codec.js';
import { checkPixelCount, checkSomePixels, cutImage, invalidImage } from './read-checks.js';

const HEADER_BYTES = 14;
/** Pixels that one byte stands for at most. */
const MAX_RUN = 62;
const OP_RGB = 0xfe;
const OP_RGBA = 0xff;
/** By the top two bits. */
const OP_INDEX = 0;
const OP_DIFF = 1;
const OP_LUMA = 2;

const LINEAR_LIGHT: ColorMeaning = {
  kind: 'encoded',
  name: 'linear light',
  isLinear: true,
  encoding: { toLinear: (light) => light },
};

/** @throws {AstcError} E_IMAGE_INVALID, E_TOO_LARGE */
export function readQoi(bytes: Uint8Array, options: ReadImageOptions): FilePicture {
  if (bytes.length < HEADER_BYTES) throw cutImage('qoi');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = { width: view.getUint32(4), height: view.getUint32(8) };
  const [channels, space] = [view.getUint8(12), view.getUint8(13)];
  checkSomePixels(size, 'qoi');
  if (channels !== 3 && channels !== 4) throw invalidImage('qoi', `${channels} channels (expected 3 or 4)`);
  if (space > 1) throw invalidImage('qoi', `colour space ${space} (expected 0 or 1)`);
  checkPixelCount(size, 'qoi', options);
  if ((bytes.length - HEADER_BYTES) * MAX_RUN < size.width * size.height) throw cutImage('qoi');
  const data = allocatePixels(Uint8Array, size.width, size.height);
  unpackPixels(bytes, data);
  const hasAlpha = channels === 4;
  // Three channels have no alpha, whatever the chunks say.
  if (!hasAlpha) for (let at = 3; at < data.length; at += 4) data[at] = 0xff;
  return {
    image: { ...size, data, channels: 4, colorSpace: 'srgb', hasAlpha },
    colors: space === 1 ? LINEAR_LIGHT : { kind: 'srgb' },
    notes: [],
  };
}

/** Chunks to pixels. Each changes the pixel before it, takes one seen before, or repeats it. */
function unpackPixels(bytes: Uint8Array, data: Uint8Array): void {
  const seen = new Uint8Array(64 * 4);
  let [r, g, b, a] = [0, 0, 0, 0xff];
  let offset = HEADER_BYTES;
  const next = () => {
    const byte = bytes[offset++];
    if (byte === undefined) throw cutImage('qoi');
    return byte;
  };
  for (let to = 0; to < data.length; to += 4) {
    const code = next();
    const value = code & 63;
    let runLength = 1;
    if (code === OP_RGB || code === OP_RGBA) {
      [r, g, b] = [next(), next(), next()];
      if (code === OP_RGBA) a = next();
    } else if (code >> 6 === OP_INDEX) {
      const from = value * 4;
      [r, g, b, a] = [seen[from]!, seen[from + 1]!, seen[from + 2]!, seen[from + 3]!];
    } else if (code >> 6 === OP_DIFF) {
      r = (r + (value >> 4) - 2) & 0xff;
      g = (g + ((value >> 2) & 3) - 2) & 0xff;
      b = (b + (value & 3) - 2) & 0xff;
    } else if (code >> 6 === OP_LUMA) {
      const green = value - 32;
      const others = next();
      r = (r + green - 8 + (others >> 4)) & 0xff;
      g = (g + green) & 0xff;
      b = (b + green - 8 + (others & 15)) & 0xff;
    } else {
      runLength = value + 1;
      if (to + runLength * 4 > data.length) throw invalidImage('qoi', 'a run beyond the last pixel');
    }
    const place = ((r * 3 + g * 5 + b * 7 + a * 11) & 63) * 4;
    [seen[place], seen[place + 1], seen[place + 2], seen[place + 3]] = [r, g, b, a];
    for (; ; to += 4) {
      [data[to], data[to + 1], data[to + 2], data[to + 3]] = [r, g, b, a];
      if (--runLength === 0) break;
    }
  }
}
