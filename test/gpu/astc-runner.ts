/** Pictures through the passes of the ASTC search and back: blocks, texels, and what the search in WebAssembly gets. */
import { PROFILE_IDS, WasmBlockCodec } from '../../src/codec/block-codec.js';
import { createAstcPasses } from '../../src/gpu/astc/astc-passes.js';
import type { AstcEncoderConfig } from '../../src/gpu/astc/settings.js';
import type { BlockPasses } from '../../src/gpu/block-passes.js';
import type { Image } from '../../src/types.js';
import { checkWasm, readCheckModule } from '../support/check-wasm.js';
import type { OutputName, ProfileName } from '../support/decode-modes.js';
import { FOOTPRINT_SIZES, footprintSize } from '../support/footprints.js';

export const checkModule = readCheckModule();
const codec = new WasmBlockCodec(checkModule);

type ConfigChanges = Partial<Omit<AstcEncoderConfig, 'family' | 'footprint'>>;

/** The configuration of a footprint: linear, unorm8, 8-bit pixels, `fast`, all components alike, but for the changes. */
export function astcConfig(footprint: Parameters<typeof footprintSize>[0], changes: ConfigChanges = {}) {
  const config: AstcEncoderConfig = {
    family: 'astc',
    footprint: footprintSize(footprint).id,
    profile: PROFILE_IDS.ldrLinear,
    decodeMode: 'unorm8',
    pixelType: 'unorm8',
    quality: 10,
    weights: [1, 1, 1, 1],
    ...changes,
  };
  return config;
}

/** Pixels of an image of four components, 8 or 16 bits each. */
export interface Pixels {
  width: number;
  height: number;
  data: Uint8Array | Uint16Array;
}

export function pixelsOf({ width, height, data }: Image): Pixels {
  return { width, height, data: data as Uint8Array };
}

const bytesOf = ({ data }: Pixels) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

/** Passes of a configuration; compiled pipelines are shared by the device while others like them live. */
export function makePasses(device: GPUDevice, config: AstcEncoderConfig): Promise<BlockPasses> {
  return createAstcPasses(device, checkModule, config);
}

/**
 * The blocks of a picture.
 *
 * @param rowsPerChunk  rows of blocks a chunk; all of them at once by default
 */
export async function encodeOnGpu(
  device: GPUDevice,
  passes: BlockPasses,
  pixels: Pixels,
  rowsPerChunk = Number.POSITIVE_INFINITY,
): Promise<Uint8Array> {
  const { blockWidth, blockHeight, bytesPerBlock } = passes;
  const blocksWide = Math.ceil(pixels.width / blockWidth);
  const blockRows = Math.ceil(pixels.height / blockHeight);
  const rows = Math.min(rowsPerChunk, blockRows);
  const slot = passes.createSlot(rows * blocksWide);
  const blocks = new Uint8Array(blockRows * blocksWide * bytesPerBlock);
  for (let row = 0; row < blockRows; row += rows) {
    const chunk = cutRows(pixels, row * blockHeight, rows * blockHeight);
    blocks.set(await runChunk(device, passes, slot, chunk), row * blocksWide * bytesPerBlock);
  }
  slot.destroy();
  return blocks;
}

/** Words of a block's record, whose first is the error that the search believes. */
const RECORD_WORDS = 32;

/** The blocks of a picture in one chunk, and the error that the search claims for each. */
export async function encodeWithErrors(device: GPUDevice, passes: BlockPasses, pixels: Pixels) {
  let records: GPUBuffer | undefined;
  const createBuffer = device.createBuffer.bind(device);
  device.createBuffer = (descriptor) => {
    if (descriptor.label !== 'records') return createBuffer(descriptor);
    records = createBuffer({ ...descriptor, usage: descriptor.usage | GPUBufferUsage.COPY_SRC });
    return records;
  };
  const slot = passes.createSlot(
    Math.ceil(pixels.width / passes.blockWidth) * Math.ceil(pixels.height / passes.blockHeight),
  );
  device.createBuffer = createBuffer;
  const blocks = await runChunk(device, passes, slot, pixels);
  const words = new Float32Array((await readBuffer(device, records!)).buffer);
  slot.destroy();
  return { blocks, errors: words.filter((_, index) => index % RECORD_WORDS === 0) };
}

async function readBuffer(device: GPUDevice, buffer: GPUBuffer): Promise<Uint8Array<ArrayBuffer>> {
  const result = device.createBuffer({ size: buffer.size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer, 0, result, 0, buffer.size);
  device.queue.submit([encoder.finish()]);
  await result.mapAsync(GPUMapMode.READ);
  const bytes = new Uint8Array(result.getMappedRange()).slice();
  result.destroy();
  return bytes;
}

function cutRows({ width, height, data }: Pixels, top: number, rows: number): Pixels {
  const count = Math.min(rows, height - top);
  return { width, height: count, data: data.slice(top * width * 4, (top + count) * width * 4) };
}

async function runChunk(
  device: GPUDevice,
  passes: BlockPasses,
  slot: ReturnType<BlockPasses['createSlot']>,
  pixels: Pixels,
): Promise<Uint8Array> {
  const bytes = bytesOf(pixels);
  const blockCount = Math.ceil(pixels.width / passes.blockWidth) * Math.ceil(pixels.height / passes.blockHeight);
  const size = blockCount * passes.bytesPerBlock;
  const create = (byteLength: number, usage: GPUBufferUsageFlags) => device.createBuffer({ size: byteLength, usage });
  const source = create(bytes.length, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST);
  const blocks = create(size, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC);
  device.queue.writeBuffer(source, 0, bytes as Uint8Array<ArrayBuffer>);
  const encoder = device.createCommandEncoder();
  slot.record(encoder, { source, width: pixels.width, height: pixels.height, blocks });
  device.queue.submit([encoder.finish()]);
  const copy = await readBuffer(device, blocks);
  for (const buffer of [source, blocks]) buffer.destroy();
  return copy;
}

/** Blocks by the search in WebAssembly. */
export function encodeOnCpu(config: AstcEncoderConfig, pixels: Pixels): Uint8Array {
  const { blocksWide, blockRows, blockHeight, rowBytes } = layoutOf(config, pixels);
  const blocks = new Uint8Array(blockRows * blocksWide * 16);
  codec.configureEncoder(config);
  for (let row = 0; row < blockRows; row++) {
    const window = {
      bytes: bytesOf(pixels),
      byteOffset: row * blockHeight * rowBytes,
      strideBytes: rowBytes,
      rowBytes,
      rowCount: Math.min(blockHeight, pixels.height - row * blockHeight),
    };
    codec.encodeRun(window, pixels.width, blocks.subarray(row * blocksWide * 16, (row + 1) * blocksWide * 16));
  }
  return blocks;
}

function layoutOf(config: AstcEncoderConfig, pixels: Pixels) {
  const { width, height } = FOOTPRINT_SIZES[config.footprint]!;
  return {
    blocksWide: Math.ceil(pixels.width / width),
    blockRows: Math.ceil(pixels.height / height),
    blockHeight: height,
    rowBytes: pixels.width * 4 * pixels.data.BYTES_PER_ELEMENT,
  };
}

export const profileOf = ({ profile }: AstcEncoderConfig): ProfileName =>
  profile === PROFILE_IDS.ldrSrgb ? 'srgb' : 'linear';

/** Decoded texels of a picture as the configuration's decoder shows them, 16 bits a component, rows of the picture. */
export function decodePixels(config: AstcEncoderConfig, blocks: Uint8Array, pixels: Pixels): Uint16Array {
  const footprint = FOOTPRINT_SIZES[config.footprint]!;
  const isExact = config.decodeMode === 'float16' && profileOf(config) === 'linear';
  const output: OutputName = isExact ? 'unorm16' : 'unorm8';
  const { texels } = checkWasm().decodeBlocks(blocks, footprint, { profile: profileOf(config), output });
  const values = isExact ? new Uint16Array(texels.buffer, texels.byteOffset, texels.length / 2) : texels;
  const { blocksWide } = layoutOf(config, pixels);
  const out = new Uint16Array(pixels.width * pixels.height * 4);
  for (let y = 0; y < pixels.height; y++) {
    for (let x = 0; x < pixels.width; x++) {
      const block = Math.floor(y / footprint.height) * blocksWide + Math.floor(x / footprint.width);
      const texel = (y % footprint.height) * footprint.width + (x % footprint.width);
      for (let component = 0; component < 4; component++) {
        const value = values[(block * footprint.texelCount + texel) * 4 + component]!;
        out[(y * pixels.width + x) * 4 + component] = isExact ? value : value * 257;
      }
    }
  }
  return out;
}

/** PSNR of all four components, weighted by the configuration's significance, dB. */
export function psnrDb(config: AstcEncoderConfig, blocks: Uint8Array, pixels: Pixels): number {
  const decoded = decodePixels(config, blocks, pixels);
  const scale = pixels.data.BYTES_PER_ELEMENT === 1 ? 257 : 1;
  let errorSq = 0;
  for (let index = 0; index < decoded.length; index++) {
    errorSq += config.weights[index & 3]! * (decoded[index]! - pixels.data[index]! * scale) ** 2;
  }
  const total = config.weights.reduce((sum, weight) => sum + weight, 0) * pixels.width * pixels.height;
  return 10 * Math.log10(65535 ** 2 / Math.max(errorSq / total, 1));
}

/** Weighted squared error of each block of a picture without odd edges, in 8-bit steps. */
export function blockErrors(config: AstcEncoderConfig, blocks: Uint8Array, pixels: Pixels): Float64Array {
  const { width, height } = FOOTPRINT_SIZES[config.footprint]!;
  const { blocksWide } = layoutOf(config, pixels);
  const decoded = decodePixels(config, blocks, pixels);
  const errors = new Float64Array(blocks.length / 16);
  for (let index = 0; index < decoded.length; index++) {
    const texel = index >> 2;
    const row = Math.floor(Math.floor(texel / pixels.width) / height);
    const block = row * blocksWide + Math.floor((texel % pixels.width) / width);
    errors[block]! += config.weights[index & 3]! * (decoded[index]! / 257 - pixels.data[index]!) ** 2;
  }
  return errors;
}
