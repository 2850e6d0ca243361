/** Integer functions of shaders over many inputs: one invocation an input, through a `main` of the test's own. */
import { shaderSource } from '../../src/gpu/compile-shader.js';
import type { ShaderName } from '../../src/gpu/shader-text.js';
import type { GpuTables } from '../../src/gpu/tables.js';

/** From bytes on the CPU to words on the GPU and back. */
export interface IntegerJob {
  tables: GpuTables;
  constants?: Readonly<Record<string, number>>;
  files: readonly ShaderName[];
  /** WGSL type of one input. */
  inputType: string;
  /** WGSL statements that `put` or `putFour` words of the output from `given: inputType`. */
  body: string;
  input: Uint32Array<ArrayBuffer>;
  inputCount: number;
  /** Words of one output. */
  outputWords: number;
}

const GROUP_SIZE = 64;

function sourceOf({ tables, constants, files, inputType, body, inputCount, outputWords }: IntegerJob): string {
  const library = shaderSource({ label: 'test', constants: { ...tables.constants, ...constants }, files });
  return `${library}
@group(1) @binding(0) var<storage, read> inputs: array<${inputType}>;
@group(1) @binding(1) var<storage, read_write> outputs: array<u32>;
var<private> first: u32;
fn put(at: u32, word: u32) { outputs[first + at] = word; }
fn putFour(at: u32, words: vec4u) {
  put(at, words.x); put(at + 1u, words.y); put(at + 2u, words.z); put(at + 3u, words.w);
}
@compute @workgroup_size(${GROUP_SIZE})
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= ${inputCount}u) { return; }
  first = id.x * ${outputWords}u;
  let given = inputs[id.x];
  ${body}
}`;
}

function storageBuffer(device: GPUDevice, data: Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer>): GPUBuffer {
  const buffer = device.createBuffer({
    size: data.byteLength,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
  });
  device.queue.writeBuffer(buffer, 0, data);
  return buffer;
}

/** Bindings of the tables are there whether a function reads them or not: layouts are explicit, as the encoder's. */
function layoutOf(device: GPUDevice, types: readonly GPUBufferBindingType[]): GPUBindGroupLayout {
  const entries = types.map((type, binding) => ({ binding, visibility: GPUShaderStage.COMPUTE, buffer: { type } }));
  return device.createBindGroupLayout({ entries });
}

function bind(device: GPUDevice, layout: GPUBindGroupLayout, buffers: readonly GPUBuffer[]): GPUBindGroup {
  return device.createBindGroup({
    layout,
    entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
  });
}

/** The outputs of all inputs, one after the other. */
export async function runIntegers(device: GPUDevice, job: IntegerJob): Promise<Uint32Array> {
  const tableLayout = layoutOf(device, ['read-only-storage', 'read-only-storage']);
  const dataLayout = layoutOf(device, ['read-only-storage', 'storage']);
  const pipeline = await device.createComputePipelineAsync({
    layout: device.createPipelineLayout({ bindGroupLayouts: [tableLayout, dataLayout] }),
    compute: { module: device.createShaderModule({ code: sourceOf(job) }), entryPoint: 'main' },
  });
  const size = job.inputCount * job.outputWords * 4;
  const outputs = device.createBuffer({ size, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC });
  const staging = device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  const tables = [storageBuffer(device, job.tables.integers), storageBuffer(device, job.tables.floats)];
  const inputs = storageBuffer(device, job.input);
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bind(device, tableLayout, tables));
  pass.setBindGroup(1, bind(device, dataLayout, [inputs, outputs]));
  pass.dispatchWorkgroups(Math.ceil(job.inputCount / GROUP_SIZE));
  pass.end();
  encoder.copyBufferToBuffer(outputs, 0, staging, 0, size);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  const answer = new Uint32Array(staging.getMappedRange().slice(0));
  for (const buffer of [...tables, inputs, outputs, staging]) buffer.destroy();
  return answer;
}

/** Index of the first word that differs, or −1: quicker than a matcher on a million words. */
export function firstDifference(actual: Uint32Array, expected: Uint32Array): number {
  if (actual.length !== expected.length) return Math.min(actual.length, expected.length);
  return actual.findIndex((word, index) => word !== expected[index]);
}
