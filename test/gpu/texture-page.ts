/** What runs in the page: each takes plain values and gives plain values, and finds everything in its own scope. */
import type { GpuTextureOptions, PictureSource } from '../../src/gpu-texture/index.js';

export interface PictureData {
  width: number;
  height: number;
  /** RGBA, 8 bits. */
  data: number[];
}

export type SourceKind = 'canvas' | 'bitmap' | 'imageData' | 'texture' | 'srgbTexture' | 'video frame';

/** Everything the functions of the page share; evaluated there before them. */
export const PAGE_TOOLS = `
  function loadLibrary() {
    return import('astc-wasm/gpu');
  }

  async function openDevice(features = ['texture-compression-astc', 'texture-compression-etc2']) {
    const adapter = await navigator.gpu.requestAdapter();
    const requiredFeatures = features.filter((feature) => adapter.features.has(feature));
    const device = await adapter.requestDevice({ requiredFeatures });
    globalThis.problems ??= [];
    device.addEventListener('uncapturederror', ({ error }) => globalThis.problems.push(error.message));
    return device;
  }

  function imageDataOf({ width, height, data }) {
    return new ImageData(new Uint8ClampedArray(data), width, height);
  }

  async function sourceOf(kind, picture, device) {
    const { width, height, data } = picture;
    if (kind === 'imageData') return imageDataOf(picture);
    const unchanged = { premultiplyAlpha: 'none', colorSpaceConversion: 'none' };
    if (kind === 'bitmap') return createImageBitmap(imageDataOf(picture), unchanged);
    if (kind === 'video frame') {
      return new VideoFrame(new Uint8Array(data), { format: 'RGBA', codedWidth: width, codedHeight: height, timestamp: 0 });
    }
    if (kind === 'canvas') {
      const canvas = document.createElement('canvas');
      Object.assign(canvas, { width, height });
      canvas.getContext('2d').putImageData(imageDataOf(picture), 0, 0);
      return canvas;
    }
    const format = kind === 'srgbTexture' ? 'rgba8unorm-srgb' : 'rgba8unorm';
    const usage = GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST;
    const texture = device.createTexture({ size: [width, height], format, usage });
    device.queue.writeTexture({ texture }, new Uint8Array(data), { bytesPerRow: width * 4 }, [width, height]);
    return texture;
  }

  /** Draws a level of a texture texel by texel, and reads what a shader sees: RGBA floats. */
  async function drawLevel(device, texture, level, width, height) {
    const code = \`
      @group(0) @binding(0) var shown: texture_2d<f32>;
      @vertex fn corner(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
        return vec4f(select(-1.0, 3.0, index == 1u), select(-1.0, 3.0, index == 2u), 0.0, 1.0);
      }
      @fragment fn texel(@builtin(position) place: vec4f) -> @location(0) vec4f {
        return textureLoad(shown, vec2u(place.xy), 0);
      }\`;
    const module = device.createShaderModule({ code });
    const pipeline = await device.createRenderPipelineAsync({
      layout: 'auto',
      vertex: { module },
      fragment: { module, targets: [{ format: 'rgba32float' }] },
    });
    const target = device.createTexture({
      size: [width, height],
      format: 'rgba32float',
      usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC,
    });
    const bytesPerRow = Math.ceil((width * 16) / 256) * 256;
    const buffer = device.createBuffer({ size: bytesPerRow * height, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ });
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginRenderPass({ colorAttachments: [{ view: target.createView(), loadOp: 'clear', storeOp: 'store' }] });
    pass.setPipeline(pipeline);
    const resource = texture.createView({ baseMipLevel: level, mipLevelCount: 1 });
    pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries: [{ binding: 0, resource }] }));
    pass.draw(3);
    pass.end();
    encoder.copyTextureToBuffer({ texture: target }, { buffer, bytesPerRow }, [width, height]);
    device.queue.submit([encoder.finish()]);
    await buffer.mapAsync(GPUMapMode.READ);
    const floats = new Float32Array(buffer.getMappedRange());
    const rows = Array.from({ length: height }, (_, y) => [...floats.subarray((y * bytesPerRow) / 4, (y * bytesPerRow) / 4 + width * 4)]);
    target.destroy();
    buffer.destroy();
    return rows.flat();
  }

  async function readBuffer(device, source) {
    const buffer = device.createBuffer({ size: source.size, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ });
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(source, 0, buffer, 0, source.size);
    device.queue.submit([encoder.finish()]);
    await buffer.mapAsync(GPUMapMode.READ);
    const bytes = [...new Uint8Array(buffer.getMappedRange())];
    buffer.destroy();
    return bytes;
  }
`;

// Provided by PAGE_TOOLS where these run.
declare function loadLibrary(): Promise<typeof import('../../src/gpu-texture/index.js')>;
declare function openDevice(features?: string[]): Promise<GPUDevice>;
declare function sourceOf(kind: SourceKind, picture: PictureData, device: GPUDevice): Promise<PictureSource>;
declare function drawLevel(
  device: GPUDevice,
  texture: GPUTexture,
  level: number,
  width: number,
  height: number,
): Promise<number[]>;
declare function readBuffer(device: GPUDevice, buffer: GPUBuffer): Promise<number[]>;
declare const problems: string[];

/** A picture as a texture that is drawn, and as blocks in a buffer. */
export async function compressInPage(kind: SourceKind, picture: PictureData, options: GpuTextureOptions) {
  const { createGpuEncoder } = await loadLibrary();
  const device = await openDevice();
  const encoder = await createGpuEncoder(device);
  const texture = await encoder.encodeTexture(await sourceOf(kind, picture, device), options);
  const levels: number[][] = [];
  for (let level = 0; level < texture.mipLevelCount; level++) {
    const [width, height] = [Math.max(1, picture.width >> level), Math.max(1, picture.height >> level)];
    levels.push(await drawLevel(device, texture, level, width, height));
  }
  const { buffer, ...layout } = await encoder.encodeToBuffer(await sourceOf(kind, picture, device), options);
  const blocks = await readBuffer(device, buffer);
  const { format } = texture;
  encoder.destroy();
  device.destroy();
  return { format, levels, blocks, layout, problems };
}

/** Frames as a video gives them: what the device holds must not grow. */
export async function loopInPage(picture: PictureData, frameCount: number, options: GpuTextureOptions) {
  const { createGpuEncoder } = await loadLibrary();
  const device = await openDevice();
  const encoder = await createGpuEncoder(device);
  await encoder.warmUp(options);
  // Who creates and who destroys: what is alive is what leaks.
  let alive = 0;
  let most = 0;
  for (const name of ['createBuffer', 'createTexture'] as const) {
    const create = device[name].bind(device) as (descriptor: never) => GPUBuffer | GPUTexture;
    (device as unknown as Record<string, unknown>)[name] = (descriptor: never) => {
      const made = create(descriptor);
      most = Math.max(most, ++alive);
      const destroy = made.destroy.bind(made);
      made.destroy = () => {
        alive--;
        destroy();
        return undefined;
      };
      return made;
    };
  }
  const kept: number[] = [];
  for (let frame = 0; frame < frameCount; frame++) {
    picture.data[0] = frame;
    const source = (await sourceOf('video frame', picture, device)) as VideoFrame;
    const texture = await encoder.encodeTexture(source, options);
    source.close();
    texture.destroy();
    kept.push(alive);
  }
  encoder.destroy();
  await new Promise((resolve) => setTimeout(resolve));
  const left = alive;
  device.destroy();
  return { kept, left, most, problems };
}

/** What goes wrong, and how it is told. */
export async function failInPage(picture: PictureData) {
  const { createGpuEncoder } = await loadLibrary();
  const told = async (work: () => Promise<unknown>) => {
    try {
      await work();
      return 'no error';
    } catch (error) {
      const { code, message, hint } = error as { code?: string; message: string; hint?: string };
      return { code, message, hint };
    }
  };
  const device = await openDevice();
  const encoder = await createGpuEncoder(device);
  const canvas = await sourceOf('canvas', picture, device);
  const bare = await openDevice([]);
  const bareEncoder = await createGpuEncoder(bare);
  const empty = document.createElement('canvas');
  Object.assign(empty, { width: 0, height: 5 });
  const answers = {
    odd: await told(() => encoder.encodeTexture(canvas, { format: 'astc', block: '5x5' })),
    option: await told(() => encoder.encodeTexture(canvas, { blocks: '4x4' } as GpuTextureOptions)),
    empty: await told(() => encoder.encodeTexture(empty)),
    nothing: await told(() => encoder.encodeTexture('photo.png' as unknown as PictureSource)),
    unsampled: await told(() => bareEncoder.encodeTexture(canvas, { format: 'etc2-rgb' })),
    noFormat: await told(() => bareEncoder.encodeTexture(canvas)),
    noDevice: await told(() => createGpuEncoder(null as unknown as GPUDevice)),
    // Two encoders on a device, calls that overlap.
    together: await (async () => {
      const other = await createGpuEncoder(device);
      const calls = [encoder, other, encoder, other].map((each) => each.encodeToBuffer(canvas, { format: 'etc2-rgb' }));
      const bytes = await Promise.all(
        calls.map(async (call) => JSON.stringify(await readBuffer(device, (await call).buffer))),
      );
      return new Set(bytes).size;
    })(),
    destroyed: await (async () => {
      encoder.destroy();
      return told(() => encoder.encodeTexture(canvas));
    })(),
    lost: await (async () => {
      const own = await openDevice();
      const doomed = await createGpuEncoder(own);
      await doomed.warmUp({ format: 'etc2-rgb' });
      const running = told(() => doomed.encodeToBuffer(canvas, { format: 'etc2-rgb' }));
      own.destroy();
      return running;
    })(),
  };
  return { ...answers, problems };
}
