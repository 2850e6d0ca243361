/**
 * Levels in chunks on a device in software. The passes are a double that writes what a block's corner texel and size are, so
 * that every byte of the result is known.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type { BlockPasses, GpuPixelType } from '../../src/gpu/block-passes.js';
import { watchDevice } from '../../src/gpu/device-watch.js';
import { encodeChunks } from '../../src/gpu/encode-chunks.js';
import { openDevice } from '../../src/gpu/open-device.js';
import { BUFFER_USAGE, COMPUTE_STAGE } from '../../src/gpu/usage.js';
import type { LevelShape, Progress } from '../../src/pool/level-codec.js';
import { openTestDevice, openTestGpu } from '../support/gpu.js';

const gpu = await openTestGpu();

/** A block is its corner texel (two words), the pixels of the chunk that exist (width), and 7. */
const CORNERS = `
struct Settings { width: u32, height: u32, blocksX: u32, blockCount: u32 }
@group(0) @binding(0) var<uniform> settings: Settings;
@group(0) @binding(1) var<storage, read> source: array<u32>;
@group(0) @binding(2) var<storage, read_write> blocks: array<vec4u>;
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= settings.blockCount) { return; }
  let x = id.x % settings.blocksX * BLOCK_WIDTH;
  let y = id.x / settings.blocksX * BLOCK_HEIGHT;
  let at = (y * settings.width + x) * PIXEL_WORDS;
  blocks[id.x] = vec4u(source[at], source[at + PIXEL_WORDS - 1u], settings.width, 7u);
}`;

function cornerPasses(device: GPUDevice, pixelType: GpuPixelType, scratchBytesPerBlock = 16): BlockPasses {
  const [blockWidth, blockHeight] = [6, 5];
  const constants = `const BLOCK_WIDTH = ${blockWidth}u; const BLOCK_HEIGHT = ${blockHeight}u; const PIXEL_WORDS = ${pixelType === 'rgba8' ? 1 : 2}u;`;
  const layout = device.createBindGroupLayout({
    entries: (['uniform', 'read-only-storage', 'storage'] as const).map((type, binding) => ({
      binding,
      visibility: COMPUTE_STAGE,
      buffer: { type },
    })),
  });
  const pipeline = device.createComputePipeline({
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: { module: device.createShaderModule({ code: constants + CORNERS }), entryPoint: 'main' },
  });
  return {
    blockWidth,
    blockHeight,
    bytesPerBlock: 16,
    scratchBytesPerBlock,
    createSlot: () => {
      const settings = device.createBuffer({ size: 16, usage: BUFFER_USAGE.uniform | BUFFER_USAGE.copyTarget });
      return {
        record: (encoder, { source, width, height, blocks }) => {
          const blocksX = Math.ceil(width / blockWidth);
          const blockCount = blocksX * Math.ceil(height / blockHeight);
          device.queue.writeBuffer(settings, 0, Uint32Array.of(width, height, blocksX, blockCount));
          const entries = [settings, source, blocks].map((buffer, binding) => ({ binding, resource: { buffer } }));
          const pass = encoder.beginComputePass();
          pass.setPipeline(pipeline);
          pass.setBindGroup(0, device.createBindGroup({ layout, entries }));
          pass.dispatchWorkgroups(Math.ceil(blockCount / 64));
          pass.end();
        },
        destroy: () => settings.destroy(),
      };
    },
    destroy: () => undefined,
  };
}

const shapeOf = (width: number, height: number, bytesPerPixel: number): LevelShape => {
  return { width, height, blockWidth: 6, blockHeight: 5, bytesPerPixel, bytesPerBlock: 16 };
};

/** Every byte another one than its neighbours'. */
const pixelsOf = ({ width, height, bytesPerPixel }: LevelShape) =>
  Uint8Array.from({ length: width * height * bytesPerPixel }, (_, index) => (index * 167 + (index >> 8) * 13) & 255);

function expectedBlocks({ width, height, bytesPerPixel }: LevelShape, pixels: Uint8Array): Uint8Array {
  const words = new Uint32Array(pixels.buffer);
  const perPixel = bytesPerPixel / 4;
  const out: number[] = [];
  for (let y = 0; y < height; y += 5) {
    for (let x = 0; x < width; x += 6) {
      const at = (y * width + x) * perPixel;
      out.push(words[at]!, words[at + perPixel - 1]!, width, 7);
    }
  }
  return new Uint8Array(Uint32Array.from(out).buffer);
}

describe.skipIf(gpu === undefined)('a level in chunks (Dawn over SwiftShader)', () => {
  let device: GPUDevice;
  beforeAll(async () => {
    device = await openTestDevice(gpu!);
  });
  const workOn = (own: GPUDevice, pixelType: GpuPixelType = 'rgba8', scratchBytes?: number) => ({
    device: own,
    adapterName: 'the test',
    watch: watchDevice(own, 'the test'),
    passes: cornerPasses(own, pixelType, scratchBytes),
    pixelType,
  });

  it.each([
    [1, 1, 'rgba8'],
    [13, 7, 'rgba8'],
    [13, 7, 'rgba16'],
    [700, 431, 'rgba8'],
    [300, 900, 'rgba16'],
  ] as const)('has every block in its place: %ix%i %s', async (width, height, pixelType) => {
    const shape = shapeOf(width, height, pixelType === 'rgba8' ? 4 : 8);
    const pixels = pixelsOf(shape);
    const reports: Progress[] = [];
    const blocks = await encodeChunks(workOn(device, pixelType), shape, pixels, {
      onProgress: (progress) => reports.push(progress),
    });
    expect(Buffer.compare(blocks, expectedBlocks(shape, pixels))).toBe(0);
    const total = blocks.length / 16;
    expect(reports.at(-1)).toMatchObject({ done: total, total, adapter: 'the test' });
    expect(reports.filter(({ done }) => done === total)).toHaveLength(1);
    if (total > 4096) expect(reports.length).toBeGreaterThan(2);
  });

  it('takes pixels that workers share', async () => {
    const shape = shapeOf(64, 64, 4);
    const pixels = pixelsOf(shape);
    const shared = new Uint8Array(new SharedArrayBuffer(pixels.length));
    shared.set(pixels);
    expect(Buffer.compare(await encodeChunks(workOn(device), shape, shared, {}), expectedBlocks(shape, pixels))).toBe(
      0,
    );
  });

  it('is cut so that no buffer is larger than a device binds, and refused where a row of blocks is', async () => {
    const shape = shapeOf(60, 500, 4);
    const pixels = pixelsOf(shape);
    const { maxStorageBufferBindingSize } = device.limits;
    // Ten blocks a row: three rows fit.
    const scratchBytes = Math.floor(maxStorageBufferBindingSize / 30);
    const blocks = await encodeChunks(workOn(device, 'rgba8', scratchBytes), shape, pixels, {});
    expect(Buffer.compare(blocks, expectedBlocks(shape, pixels))).toBe(0);
    const tooMuch = encodeChunks(workOn(device, 'rgba8', maxStorageBufferBindingSize), shape, pixels, {});
    await expect(tooMuch).rejects.toMatchObject({ code: 'E_TOO_LARGE' });
  });

  it('is called off at once', async () => {
    const shape = shapeOf(900, 900, 4);
    const pixels = pixelsOf(shape);
    const before = AbortSignal.abort();
    await expect(encodeChunks(workOn(device), shape, pixels, { signal: before })).rejects.toMatchObject({
      code: 'E_ABORTED',
    });
    const controller = new AbortController();
    const running = encodeChunks(workOn(device), shape, pixels, {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(running).rejects.toMatchObject({ code: 'E_ABORTED' });
    // The device goes on to serve others.
    const small = shapeOf(12, 10, 4);
    const blocks = await encodeChunks(workOn(device), small, pixelsOf(small), {});
    expect(Buffer.compare(blocks, expectedBlocks(small, pixelsOf(small)))).toBe(0);
  });

  it('fails with what a listener throws', async () => {
    const shape = shapeOf(100, 100, 4);
    const onProgress = () => {
      throw new RangeError('of the listener');
    };
    await expect(encodeChunks(workOn(device), shape, pixelsOf(shape), { onProgress })).rejects.toThrow(
      'of the listener',
    );
  });

  it('fails, and never hangs, when the device is lost in the midst or was lost before', async () => {
    const adapter = await gpu!.requestAdapter();
    const own = await adapter!.requestDevice();
    const shape = shapeOf(900, 900, 4);
    const work = workOn(own);
    const running = encodeChunks(work, shape, pixelsOf(shape), { onProgress: () => own.destroy() });
    await expect(running).rejects.toMatchObject({ code: 'E_GPU', message: expect.stringContaining('was lost') });
    expect(work.watch.fault).toMatchObject({ code: 'E_GPU' });
    await expect(encodeChunks(work, shape, pixelsOf(shape), {})).rejects.toMatchObject({ code: 'E_GPU' });
  });

  it('fails when the device refuses what it is told: zeros are no blocks', async () => {
    const adapter = await gpu!.requestAdapter();
    const own = await adapter!.requestDevice();
    const work = workOn(own);
    const shape = shapeOf(60, 50, 4);
    const createSlot: BlockPasses['createSlot'] = (capacity) => {
      const slot = work.passes.createSlot(capacity);
      const foreign = own.createBuffer({ size: 1 << 12, usage: BUFFER_USAGE.uniform });
      return {
        ...slot,
        record: (encoder, chunk) => slot.record(encoder, { ...chunk, source: foreign }),
      };
    };
    const running = encodeChunks({ ...work, passes: { ...work.passes, createSlot } }, shape, pixelsOf(shape), {});
    await expect(running).rejects.toMatchObject({ code: 'E_GPU', message: expect.stringContaining('failed') });
  });
});

describe.skipIf(gpu === undefined)('an adapter in software', () => {
  it('is refused unless it was asked for', async () => {
    for (const choice of [true, 'auto'] as const) {
      await expect(openDevice(gpu, choice)).rejects.toMatchObject({
        code: 'E_GPU_MISSING',
        kind: 'unsupported',
        message: expect.stringMatching(/SwiftShader.*computes on the CPU/),
      });
    }
    const { device, isSoftware, adapterName } = await openDevice(gpu, 'software');
    expect(isSoftware).toBe(true);
    expect(adapterName).toContain('SwiftShader');
    device.destroy();
  });
});

describe('without a GPU', () => {
  it('one clear error says what there is not', async () => {
    await expect(openDevice(undefined, true)).rejects.toMatchObject({
      code: 'E_GPU_MISSING',
      hint: expect.stringContaining('webgpu@0.6.2'),
    });
    const none = { requestAdapter: async () => null } as unknown as GPU;
    await expect(openDevice(none, 'auto')).rejects.toMatchObject({ code: 'E_GPU_MISSING' });
  });
});
