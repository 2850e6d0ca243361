// WebGPU without a library: the file is read by this project's own reader, its blocks are uploaded as they are.

import { readTexture } from 'astc-wasm';
import { blockBytes, blockCount } from '../../../src/codec/formats.js';
import { toBase64 } from './readback.js';

const ETC_NAMES = {
  etc1: 'etc2-rgb8unorm',
  'etc2-rgb': 'etc2-rgb8unorm',
  'etc2-rgba1': 'etc2-rgb8a1unorm',
  'etc2-rgba': 'etc2-rgba8unorm',
  'eac-r11': 'eac-r11unorm',
  'eac-rg11': 'eac-rg11unorm',
  'eac-r11-snorm': 'eac-r11snorm',
  'eac-rg11-snorm': 'eac-rg11snorm',
};

const SHADER = `
@group(0) @binding(0) var image: texture_2d<f32>;
@vertex fn vertex(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
  return vec4f(select(-1.0, 3.0, index == 1), select(-1.0, 3.0, index == 2), 0, 1);
}
@fragment fn fragment(@builtin(position) position: vec4f) -> @location(0) vec4f {
  return textureLoad(image, vec2u(position.xy), 0);
}`;
/** Those that the adapter has; textures of the others are refused by WebGPU itself. */
const FEATURES = ['texture-compression-astc', 'texture-compression-astc-sliced-3d', 'texture-compression-etc2'];
/** Rows of a texture that is copied into a buffer begin at multiples of this. */
export const ROW_BYTES = 256;

let device;

/** @param colorSpace  for files that do not say */
export async function load({ url, colorSpace }) {
  device ??= await openDevice();
  const texture = readTexture(await (await fetch(url)).arrayBuffer());
  if (!texture.selfDescribing) texture.colorSpace = colorSpace;
  device.pushErrorScope('validation');
  const texels = await copyTexels(upload(texture), texture.width, texture.height);
  const error = await device.popErrorScope();
  if (error) throw new Error(error.message);
  return { texels, label: gpuFormatOf(texture) };
}

export async function openDevice() {
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter) throw new Error('no WebGPU adapter');
  return adapter.requestDevice({ requiredFeatures: FEATURES.filter((feature) => adapter.features.has(feature)) });
}

export function gpuFormatOf({ format, block, colorSpace }) {
  const name = format === 'astc' ? `astc-${block}-unorm` : ETC_NAMES[format];
  return colorSpace === 'srgb' ? `${name}-srgb` : name;
}

function upload(texture) {
  const { width, height, block, format, levels } = texture;
  const usage = GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST;
  const handle = device.createTexture({ size: [width, height], format: gpuFormatOf(texture), usage });
  const count = blockCount(block, width, height);
  const layout = { bytesPerRow: count.x * blockBytes(format), rowsPerImage: count.y };
  device.queue.writeTexture({ texture: handle }, levels[0].data, layout, [width, height]);
  return handle;
}

/** Drawn, not computed: SwiftShader reads compressed textures as black in compute shaders. */
async function copyTexels(handle, width, height) {
  const format = 'rgba32float';
  const usage = GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC;
  const target = device.createTexture({ size: [width, height], format, usage });
  const bytesPerRow = Math.ceil((width * 16) / ROW_BYTES) * ROW_BYTES;
  const buffer = device.createBuffer({
    size: bytesPerRow * height,
    usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
  });
  const commands = device.createCommandEncoder();
  draw(commands, handle, target);
  commands.copyTextureToBuffer({ texture: target }, { buffer, bytesPerRow }, [width, height]);
  device.queue.submit([commands.finish()]);
  await buffer.mapAsync(GPUMapMode.READ);
  const bytes = new Uint8Array(buffer.getMappedRange());
  const rows = new Uint8Array(width * height * 16);
  for (let y = 0; y < height; y++) {
    rows.set(bytes.subarray(y * bytesPerRow, y * bytesPerRow + width * 16), y * width * 16);
  }
  return toBase64(rows);
}

function draw(commands, handle, target) {
  const module = device.createShaderModule({ code: SHADER });
  const pipeline = device.createRenderPipeline({
    layout: 'auto',
    vertex: { module },
    fragment: { module, targets: [{ format: target.format }] },
  });
  const entries = [{ binding: 0, resource: handle.createView() }];
  const pass = commands.beginRenderPass({
    colorAttachments: [{ view: target.createView(), loadOp: 'clear', storeOp: 'store' }],
  });
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
  pass.draw(3);
  pass.end();
}
