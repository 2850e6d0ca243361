/** The small pipelines around the search: a texture taken, its mip levels made, its rows read, blocks laid for a copy. */
import { compilePipeline } from '../gpu/compile-shader.js';
import type { ShaderName } from '../gpu/shader-text.js';
import { BUFFER_USAGE, COMPUTE_STAGE } from '../gpu/usage.js';

type Resource = GPUTextureView | GPUBuffer;

/** One pipeline with a uniform and two resources. */
interface Step {
  pipeline: GPUComputePipeline;
  layout: GPUBindGroupLayout;
}

const UNIFORM_BYTES = 32;
const GROUP_SIDE = 8;

const SRGB: ShaderName = 'texture/srgb';
const READS_TEXTURE: Partial<GPUBindGroupLayoutEntry> = { texture: { sampleType: 'unfilterable-float' } };
const WRITES_TEXTURE: Partial<GPUBindGroupLayoutEntry> = { storageTexture: { format: 'rgba8unorm' } };
const READS_WORDS: Partial<GPUBindGroupLayoutEntry> = { buffer: { type: 'read-only-storage' } };
const WRITES_WORDS: Partial<GPUBindGroupLayoutEntry> = { buffer: { type: 'storage' } };

const STEPS = {
  takeTexture: { files: [SRGB, 'texture/take-texture'], from: READS_TEXTURE, to: WRITES_TEXTURE },
  halve: { files: [SRGB, 'texture/halve'], from: READS_TEXTURE, to: WRITES_TEXTURE },
  texelsToPixels: { files: ['texture/texels-to-pixels'], from: READS_TEXTURE, to: WRITES_WORDS },
  alignRows: { files: ['texture/align-rows'], from: READS_WORDS, to: WRITES_WORDS },
} as const satisfies Record<
  string,
  { files: readonly ShaderName[]; from: Partial<GPUBindGroupLayoutEntry>; to: Partial<GPUBindGroupLayoutEntry> }
>;
type StepName = keyof typeof STEPS;

/** All of them, compiled. */
export type TextureSteps = Readonly<Record<StepName, Step>>;

/** @throws {AstcError} E_GPU */
export async function compileTextureSteps(device: GPUDevice): Promise<TextureSteps> {
  const names = Object.keys(STEPS) as StepName[];
  const steps = await Promise.all(names.map(async (name) => [name, await compileStep(device, name)] as const));
  return Object.fromEntries(steps) as Record<StepName, Step>;
}

async function compileStep(device: GPUDevice, name: StepName): Promise<Step> {
  const { files, from, to } = STEPS[name];
  const visibility = COMPUTE_STAGE;
  const layout = device.createBindGroupLayout({
    label: name,
    entries: [
      { binding: 0, visibility, buffer: { type: 'uniform' } },
      { binding: 1, visibility, ...from },
      { binding: 2, visibility, ...to },
    ],
  });
  const pipelineLayout = device.createPipelineLayout({ bindGroupLayouts: [layout] });
  return { layout, pipeline: await compilePipeline(device, pipelineLayout, { label: name, files }) };
}

/** One run of a step, over so many columns and rows. */
export interface StepRun {
  settings: readonly number[];
  from: Resource;
  to: Resource;
  columns: number;
  rows: number;
}

/** Records a step. Its settings live in a buffer of their own, which goes once the work is done. */
export function recordStep(
  device: GPUDevice,
  encoder: GPUCommandEncoder,
  { pipeline, layout }: Step,
  { settings, from, to, columns, rows }: StepRun,
  disposables: GPUBuffer[],
): void {
  const uniform = device.createBuffer({ size: UNIFORM_BYTES, usage: BUFFER_USAGE.uniform, mappedAtCreation: true });
  new Uint32Array(uniform.getMappedRange()).set(settings);
  uniform.unmap();
  disposables.push(uniform);
  const resources = [uniform, from, to].map((each) => (isBuffer(each) ? { buffer: each } : each));
  const entries = resources.map((resource, binding) => ({ binding, resource }));
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, device.createBindGroup({ layout, entries }));
  pass.dispatchWorkgroups(Math.ceil(columns / GROUP_SIDE), Math.ceil(rows / GROUP_SIDE));
  pass.end();
}

function isBuffer(resource: Resource): resource is GPUBuffer {
  return 'mapState' in resource;
}
