/** Linear light to an OpenEXR file: half floats, ZIP, scanlines. Source: OpenEXR, "The OpenEXR File Layout". */
import type { Image } from '../types.js';
import { isOpaque, widenHalfImage } from './channels.js';
import { layOutExrFile } from './exr-chunks.js';
import type { ExrChannel } from './exr-header.js';
import { narrowToHalves } from './half-float.js';
import { pipeThrough } from './streams.js';

/** Compression number of ZIP, and scanlines of its chunks. */
const ZIP = 3;
const LINE_COUNT = 16;
/** Channels by name, as the file has them, and the components they hold. */
const CHANNELS = [
  ['A', 3],
  ['B', 2],
  ['G', 1],
  ['R', 0],
] as const;

/** Infinity and NaN stay; alpha is written where a pixel is not opaque. @param source  of floats */
export async function writeExr(source: Image): Promise<Uint8Array<ArrayBuffer>> {
  const image = widenHalfImage(source);
  const { width, height } = image;
  const halves = narrowToHalves(image.data as Float32Array);
  const written = CHANNELS.filter(([name]) => name !== 'A' || !isOpaque(image));
  const components = written.map(([, component]) => component);
  const channels = written.map(([name]): ExrChannel => ({ name, type: 'half', isLinear: false }));
  const chunks = [];
  for (let y = 0; y < height; y += LINE_COUNT) {
    const rows = rowBytes(halves, { width, first: y, end: Math.min(height, y + LINE_COUNT) }, components);
    const packed = await deflate(predict(rows));
    // What does not get shorter is stored as it is.
    chunks.push({ x: 0, y, data: packed.length < rows.length ? packed : rows });
  }
  return layOutExrFile({ compression: ZIP, width, height, tile: undefined }, channels, chunks);
}

interface Rows {
  width: number;
  first: number;
  end: number;
}

/** Rows, in a row component after component. */
function rowBytes(halves: Uint16Array, { width, first, end }: Rows, components: readonly number[]): Uint8Array {
  const bytes = new Uint8Array((end - first) * width * components.length * 2);
  let to = 0;
  for (let y = first; y < end; y++) {
    for (const component of components) {
      for (let at = y * width * 4 + component; at < (y + 1) * width * 4; at += 4) {
        bytes[to++] = halves[at]!;
        bytes[to++] = halves[at]! >>> 8;
      }
    }
  }
  return bytes;
}

/** Lower bytes first, then the upper ones; each as the difference to the one before. */
function predict(bytes: Uint8Array): Uint8Array {
  const half = (bytes.length + 1) >> 1;
  const out = new Uint8Array(bytes.length);
  for (let at = 0; at < bytes.length; at++) out[(at & 1 ? half : 0) + (at >> 1)] = bytes[at]!;
  for (let at = out.length - 1; at > 0; at--) out[at] = out[at]! - out[at - 1]! + 128;
  return out;
}

async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = pipeThrough([bytes].values(), new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer());
}
