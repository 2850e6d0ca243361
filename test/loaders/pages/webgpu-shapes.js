// WebGPU without a library: files of every shape, read by this project's own reader, every image as a shader reads it.

import { readTexture } from 'astc-wasm';
import { blockBytes, blockCount } from '../../../src/codec/formats.js';
import { toBase64 } from './readback.js';
import { imagesOf, joinFloats } from './sample-images.js';
import { gpuFormatOf, openDevice, ROW_BYTES } from './webgpu.js';

/** By kind: the dimension of its view, its type, and how the texel of an image is read. */
const KINDS = {
  '2D texture': { view: '2d', type: 'texture_2d', texel: 'textureLoad(image, at, level)' },
  '2D texture array': { view: '2d-array', type: 'texture_2d_array', texel: 'textureLoad(image, at, place.x, level)' },
  '3D texture': { view: '3d', type: 'texture_3d', texel: 'textureLoad(image, vec3u(at, place.z), level)' },
  cubemap: { view: 'cube', type: 'texture_cube', texel: 'textureSampleLevel(image, nearest, to, f32(level))' },
  'cubemap array': {
    view: 'cube-array',
    type: 'texture_cube_array',
    texel: 'textureSampleLevel(image, nearest, to, place.x, f32(level))',
  },
};

/** "Cube Map Texture Selection" of OpenGL ES 3.0, backwards; WebGPU lays faces out the same way. */
const shaderOf = ({ type, texel }) => `
struct Place { place: vec3u, level: u32, size: vec2f }
@group(0) @binding(0) var<uniform> facts: Place;
@group(0) @binding(1) var image: ${type}<f32>;
@group(0) @binding(2) var nearest: sampler;
@vertex fn vertex(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
  return vec4f(select(-1.0, 3.0, index == 1), select(-1.0, 3.0, index == 2), 0, 1);
}
fn direction(face: u32, st: vec2f) -> vec3f {
  let c = st * 2 - 1;
  switch face {
    case 0: { return vec3f(1, -c.y, -c.x); }
    case 1: { return vec3f(-1, -c.y, c.x); }
    case 2: { return vec3f(c.x, 1, c.y); }
    case 3: { return vec3f(c.x, -1, -c.y); }
    case 4: { return vec3f(c.x, -c.y, 1); }
    default: { return vec3f(-c.x, -c.y, -1); }
  }
}
@fragment fn fragment(@builtin(position) position: vec4f) -> @location(0) vec4f {
  let place = facts.place;
  let level = facts.level;
  let at = vec2u(position.xy);
  let to = direction(place.y, position.xy / facts.size);
  _ = nearest;
  _ = at;
  _ = to;
  return ${texel};
}`;

let device;

/** @param shape  as `sampleImages` takes it */
export async function load({ url, shape }) {
  device ??= await openDevice();
  const texture = readTexture(await (await fetch(url)).arrayBuffer());
  device.pushErrorScope('validation');
  const handle = upload(texture);
  const images = await copyImages(handle, shape);
  const error = await device.popErrorScope();
  handle.destroy();
  if (error) throw new Error(error.message);
  return { texels: toBase64(new Uint8Array(joinFloats(images).buffer)), label: gpuFormatOf(texture) };
}

/** Layers, faces and slices are all the third coordinate of a texture. */
function upload(texture) {
  const { width, height, block, format, levels, depth, layers = 1, faces = 1 } = texture;
  const countAt = (level) => (depth === undefined ? layers * faces : levels[level].depth);
  const handle = device.createTexture({
    size: [width, height, countAt(0)],
    dimension: depth === undefined ? '2d' : '3d',
    mipLevelCount: levels.length,
    format: gpuFormatOf(texture),
    usage: GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST,
  });
  levels.forEach((level, mipLevel) => {
    const { x, y } = blockCount(block, level.width, level.height);
    const [blockWidth, blockHeight] = block.split('x').map(Number);
    const layout = { bytesPerRow: x * blockBytes(format), rowsPerImage: y };
    // Copies are of whole blocks, whatever hangs over the level's edge.
    const size = [x * blockWidth, y * blockHeight, countAt(mipLevel)];
    device.queue.writeTexture({ texture: handle, mipLevel }, level.data, layout, size);
  });
  return handle;
}

/** Drawn, not computed: SwiftShader reads compressed textures as black in compute shaders. */
async function copyImages(handle, shape) {
  const pipeline = pipelineOf(shape.kind);
  const view = handle.createView({ dimension: KINDS[shape.kind].view });
  const target = device.createTexture({
    size: [shape.width, shape.height],
    format: 'rgba32float',
    usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC,
  });
  const bytesPerRow = Math.ceil((shape.width * 16) / ROW_BYTES) * ROW_BYTES;
  const images = imagesOf(shape);
  const buffer = device.createBuffer({
    size: bytesPerRow * shape.height * images.length,
    usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
  });
  const commands = device.createCommandEncoder();
  images.forEach((image, index) => {
    draw(commands, pipeline, { view, target, image });
    const offset = bytesPerRow * shape.height * index;
    commands.copyTextureToBuffer({ texture: target }, { buffer, offset, bytesPerRow }, [image.width, image.height]);
  });
  device.queue.submit([commands.finish()]);
  await buffer.mapAsync(GPUMapMode.READ);
  const floats = new Float32Array(buffer.getMappedRange());
  return images.map(({ width, height }, index) => {
    const rows = new Float32Array(width * height * 4);
    for (let y = 0; y < height; y++) {
      const start = (bytesPerRow / 4) * (shape.height * index + y);
      rows.set(floats.subarray(start, start + width * 4), y * width * 4);
    }
    return rows;
  });
}

/** By kind. */
const pipelines = {};

function pipelineOf(kind) {
  pipelines[kind] ??= createPipeline(KINDS[kind]);
  return pipelines[kind];
}

function createPipeline(kind) {
  const module = device.createShaderModule({ code: shaderOf(kind) });
  return device.createRenderPipeline({
    layout: 'auto',
    vertex: { module },
    fragment: { module, targets: [{ format: 'rgba32float' }] },
  });
}

function draw(commands, pipeline, { view, target, image }) {
  const entries = [{ buffer: uniformsOf(image) }, view, device.createSampler()].map((resource, binding) => ({
    binding,
    resource,
  }));
  const pass = commands.beginRenderPass({
    colorAttachments: [{ view: target.createView(), loadOp: 'clear', storeOp: 'store' }],
  });
  pass.setViewport(0, 0, image.width, image.height, 0, 1);
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
  pass.draw(3);
  pass.end();
}

/** As `Place` lies in memory. */
function uniformsOf({ layer, face, slice, level, width, height }) {
  const buffer = device.createBuffer({ size: 32, usage: GPUBufferUsage.UNIFORM, mappedAtCreation: true });
  const bytes = buffer.getMappedRange();
  new Uint32Array(bytes).set([layer, face, slice, level]);
  new Float32Array(bytes).set([width, height], 4);
  buffer.unmap();
  return buffer;
}
