/** The ETC encoder of the check binary on whole images, and what the reference decoder makes of its blocks. */
import sharp from 'sharp';
import { readCheckModule } from '../support/check-wasm.js';
import { ETC_FORMATS } from '../support/etc-blocks.js';
import {
  type EtcFormat,
  type EtcMode,
  etcBlockBytes,
  referenceEtcDecode,
  referenceEtcMode,
} from '../support/reference/etc.js';

/** RGBA, 8 bits, or 16 in a Uint16Array. */
export interface Pixels {
  width: number;
  height: number;
  data: Uint8Array | Uint16Array;
}

export type Weights = readonly [r: number, g: number, b: number, a: number];

const EQUAL: Weights = [1, 1, 1, 1];

/** Preset names and their qualities. */
export const PRESETS = {
  realtime: -1,
  fastest: 0,
  fast: 10,
  medium: 60,
  thorough: 98,
  verythorough: 99,
  exhaustive: 100,
} as const;

const module = readCheckModule('check-search');

/** A binary of its own, with nothing encoded yet. */
export class EtcEncoder {
  readonly #exports: Record<string, (...args: number[]) => number>;
  readonly #memory: WebAssembly.Memory;

  constructor() {
    const { exports } = new WebAssembly.Instance(module);
    this.#exports = exports as Record<string, (...args: number[]) => number>;
    this.#memory = exports.memory as WebAssembly.Memory;
    this.call('initCodec');
  }

  call(name: string, ...args: number[]): number {
    return this.#exports[name]!(...args);
  }

  /** Encodes row by row; throws on a status. */
  encode(image: Pixels, format: EtcFormat, quality: number, weights: Weights = EQUAL): Uint8Array {
    const { width, height, data } = image;
    const texelBytes = 4 * data.BYTES_PER_ELEMENT;
    const rowBytes = Math.ceil(width / 4) * etcBlockBytes(format);
    const rowCount = Math.ceil(height / 4);
    const pixelsPtr = this.call('reserveBuffer', data.byteLength + rowBytes * rowCount);
    const blocksPtr = pixelsPtr + data.byteLength;
    this.#expectOk(this.call('configureEtcEncoder', ETC_FORMATS.indexOf(format), quality, ...weights));
    const bytes = new Uint8Array(this.#memory.buffer);
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), pixelsPtr);
    const stride = width * texelBytes;
    const pixelType = data.BYTES_PER_ELEMENT - 1;
    for (let row = 0; row < rowCount; row++) {
      const rows = Math.min(4, height - row * 4);
      const out = blocksPtr + row * rowBytes;
      this.#expectOk(this.call('encodeEtcRow', pixelsPtr + row * 4 * stride, stride, pixelType, width, rows, out));
    }
    return bytes.slice(blocksPtr, blocksPtr + rowBytes * rowCount);
  }

  #expectOk(status: number): void {
    if (status !== 0) throw new Error(`status ${status}`);
  }
}

/** RGBA8 of a picture below fixtures/, cut to a square from its middle. */
export async function readSquare(path: string, side: number): Promise<Pixels> {
  const url = new URL(`../../fixtures/${path}`, import.meta.url);
  const picture = sharp(url.pathname).toColourspace('srgb').ensureAlpha();
  const { width, height } = await picture.metadata();
  const region = { left: (width - side) >> 1, top: (height - side) >> 1, width: side, height: side };
  const { data } = await picture.extract(region).raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return { width: side, height: side, data: new Uint8Array(data) };
}

/** One block of sixteen RGBA texels, row-major. */
export function blockOf(texel: (x: number, y: number) => readonly number[]): Pixels {
  const data = Uint8Array.from({ length: 64 }, (_, at) => texel((at >> 2) & 3, at >> 4)[at & 3]!);
  return { width: 4, height: 4, data };
}

/** What the reference decoder shows: RGBA of 8 or 16 bits. */
export function decodeImage(
  blocks: Uint8Array,
  format: EtcFormat,
  width: number,
  height: number,
  bits: 8 | 16 = 8,
): Uint16Array {
  const out = new Uint16Array(width * height * 4);
  const blockBytes = etcBlockBytes(format);
  const across = Math.ceil(width / 4);
  for (let block = 0; block < blocks.length / blockBytes; block++) {
    const texels = referenceEtcDecode(blocks.subarray(block * blockBytes, (block + 1) * blockBytes), format, bits);
    for (let k = 0; k < 16; k++) {
      const x = (block % across) * 4 + (k & 3);
      const y = Math.floor(block / across) * 4 + (k >> 2);
      if (x < width && y < height) out.set(texels.subarray(k * 4, k * 4 + 4), (y * width + x) * 4);
    }
  }
  return out;
}

/** Sum of squared differences of some components. */
export function errorOf(image: Pixels, shown: Uint16Array, components: readonly number[]): number {
  let sum = 0;
  for (let texel = 0; texel < image.data.length; texel += 4) {
    for (const component of components) sum += (image.data[texel + component]! - shown[texel + component]!) ** 2;
  }
  return sum;
}

export function psnrOf(image: Pixels, shown: Uint16Array, components: readonly number[]): number {
  const count = image.width * image.height * components.length;
  return 10 * Math.log10((255 * 255 * count) / errorOf(image, shown, components));
}

/** How many blocks use each mode. */
export function countModes(blocks: Uint8Array, format: EtcFormat): Record<EtcMode, number> {
  const counts = { individual: 0, differential: 0, T: 0, H: 0, planar: 0, illegal: 0 };
  const blockBytes = etcBlockBytes(format);
  for (let at = 0; at < blocks.length; at += blockBytes)
    counts[referenceEtcMode(blocks.subarray(at, at + blockBytes), format)]++;
  return counts;
}
