/**
 * Our side of the comparison: one instance of the wasm binary, driven through the exports that assembly/README.md
 * describes, on this thread. CPU time of the encodeRow calls alone.
 */
import { existsSync, readFileSync } from 'node:fs';
import v8 from 'node:v8';
import { UsageError } from './run.mjs';
import { FOOTPRINTS, footprintSize, PRESET_QUALITY } from './settings.mjs';

/** The binary that `npm run build` makes. */
export const DEFAULT_WASM_URL = new URL('../dist/wasm/astc-wasm.wasm', import.meta.url);

const DECODE_MODE_UNORM8 = 1;

/**
 * Numbers of the exports: profile, type of the pixels that go in, of those that come out, and bytes of either.
 * @type {Readonly<Record<Profile, { profile: number, pixelType: number, output: number, pixelBytes: number }>>}
 */
const CODES = {
  ldr: { profile: 0, pixelType: 0, output: 0, pixelBytes: 4 },
  'hdr-rgb': { profile: 2, pixelType: 2, output: 2, pixelBytes: 8 },
  hdr: { profile: 3, pixelType: 2, output: 2, pixelBytes: 8 },
};

/**
 * @typedef {import('./domains.mjs').Profile} Profile
 * @typedef {import('./images.mjs').Pixels} Pixels
 * @typedef {{ blocks: Uint8Array, seconds: number }} Encoded `seconds` of CPU for all rows of blocks
 */

// Steady state from the first call: the optimising compiler alone, so that no run is measured half compiled.
v8.setFlagsFromString('--no-liftoff');
v8.setFlagsFromString('--no-wasm-tier-up');

/** One wasm instance with the image that it works on. */
export class OurEncoder {
  /**
   * @param {URL | string} wasmPath
   * @param {Profile} profile
   */
  constructor(wasmPath = DEFAULT_WASM_URL, profile = 'ldr') {
    this.codes = CODES[profile];
    if (!existsSync(wasmPath)) throw new UsageError(`${wasmPath}: no such wasm binary (npm run build)`);
    const module = new WebAssembly.Module(readFileSync(wasmPath));
    const abort = () => {
      throw new Error('the wasm binary aborted');
    };
    this.instance = new WebAssembly.Instance(module, { env: { abort } });
    /** @type {Record<string, any>} */
    this.exports = this.instance.exports;
    if (typeof this.exports.encodeRow !== 'function') throw new Error(`${wasmPath} exports no encodeRow`);
    this.check('initCodec', this.exports.initCodec());
  }

  /** Whether the binary also decodes (older binaries encode only). */
  get canDecode() {
    return typeof this.exports.decodeRow === 'function';
  }

  /**
   * Compresses an image once; linear, unorm8 decode mode (LDR), equal significance of all components.
   *
   * @param {Pixels} image
   * @param {string} footprint such as `6x6`
   * @param {string | number} quality preset name or 0–100
   * @returns {Encoded}
   */
  encode(image, footprint, quality) {
    const level = typeof quality === 'number' ? quality : /** @type {number} */ (PRESET_QUALITY[quality]);
    const id = FOOTPRINTS.indexOf(footprint);
    const configure = this.exports.configureEncoder;
    this.check('configureEncoder', configure(id, this.codes.profile, DECODE_MODE_UNORM8, level, 1, 1, 1, 1));
    this.adjust(level);
    const layout = blockLayout(image, footprint);
    const pixelsPtr = this.reserve(image.data.byteLength + layout.byteLength);
    const blocksPtr = pixelsPtr + image.data.byteLength;
    this.bytes(pixelsPtr, image.data.byteLength).set(image.data);
    const before = process.cpuUsage();
    this.encodeRows(image, layout, pixelsPtr, blocksPtr);
    const spent = process.cpuUsage(before);
    const seconds = Math.max(spent.user + spent.system, 1) / 1e6;
    return { blocks: this.bytes(blocksPtr, layout.byteLength).slice(), seconds };
  }

  /**
   * Decompresses to RGBA8 (unorm8 decode mode) or half floats with the binary's own decoder.
   *
   * @param {Uint8Array} blocks
   * @param {number} width
   * @param {number} height
   * @param {string} footprint
   * @returns {Pixels & { seconds: number }} `seconds` of CPU for all rows of blocks
   */
  decode(blocks, width, height, footprint) {
    const id = FOOTPRINTS.indexOf(footprint);
    const { profile, output, pixelBytes } = this.codes;
    this.check('prepareDecoder', this.exports.prepareDecoder(id, profile, output));
    const layout = blockLayout({ width, height }, footprint);
    const stride = width * pixelBytes;
    const blocksPtr = this.reserve(layout.byteLength + stride * height);
    const pixelsPtr = blocksPtr + layout.byteLength;
    this.bytes(blocksPtr, layout.byteLength).set(blocks);
    const before = process.cpuUsage();
    for (let row = 0; row < layout.rowCount; row++) {
      const y = row * layout.footprintHeight;
      const rows = Math.min(layout.footprintHeight, height - y);
      const from = blocksPtr + row * layout.rowBytes;
      this.exports.decodeRow(from, layout.rowBytes / 16, width, rows, pixelsPtr + y * stride, stride);
    }
    const spent = process.cpuUsage(before);
    const seconds = Math.max(spent.user + spent.system, 1) / 1e6;
    return { width, height, data: this.bytes(pixelsPtr, stride * height).slice(), seconds };
  }

  /**
   * @param {Pixels} image
   * @param {ReturnType<typeof blockLayout>} layout
   * @param {number} pixelsPtr
   * @param {number} blocksPtr
   */
  encodeRows(image, layout, pixelsPtr, blocksPtr) {
    const { pixelType, pixelBytes } = this.codes;
    const stride = image.width * pixelBytes;
    const { encodeRow } = this.exports;
    for (let row = 0; row < layout.rowCount; row++) {
      const y = row * layout.footprintHeight;
      const rows = Math.min(layout.footprintHeight, image.height - y);
      const out = blocksPtr + row * layout.rowBytes;
      this.check('encodeRow', encodeRow(pixelsPtr + y * stride, stride, pixelType, image.width, rows, out));
    }
  }

  /**
   * Called between configuration and the first row; for training binaries that change more than options can.
   *
   * @param {number} _level −1..100
   */
  adjust(_level) {}

  /** @param {number} byteLength */
  reserve(byteLength) {
    const ptr = this.exports.reserveBuffer(byteLength) >>> 0;
    if (ptr === 0) throw new Error(`reserveBuffer(${byteLength}): wasm memory cannot grow`);
    return ptr;
  }

  /**
   * @param {number} ptr
   * @param {number} byteLength
   */
  bytes(ptr, byteLength) {
    return new Uint8Array(this.exports.memory.buffer, ptr, byteLength);
  }

  /**
   * @param {string} name
   * @param {number} status
   */
  check(name, status) {
    if (status !== 0) throw new Error(`${name}: status ${status} from the wasm binary`);
  }
}

/**
 * How an image falls into rows of blocks.
 *
 * @param {{ width: number, height: number }} image
 * @param {string} footprint
 */
function blockLayout(image, footprint) {
  const [footprintWidth, footprintHeight] = footprintSize(footprint);
  const rowBytes = Math.ceil(image.width / footprintWidth) * 16;
  const rowCount = Math.ceil(image.height / footprintHeight);
  return { footprintHeight, rowBytes, rowCount, byteLength: rowBytes * rowCount };
}
