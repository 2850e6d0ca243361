/** Layouts and pipelines of the passes. */

import { createLayout } from '../bindings.js';
import { compilePipeline } from '../compile-shader.js';
import type { EtcPass } from './pass-list.js';

/** What is bound: tables once a device, a chunk and its buffers, the list of the blocks that a pass works on. */
export interface EtcLayouts {
  tables: GPUBindGroupLayout;
  chunk: GPUBindGroupLayout;
  /** While the list is read. */
  listed: GPUBindGroupLayout;
  /** While the list is made. */
  selection: GPUBindGroupLayout;
}

/** A pass with its pipelines. */
export interface CompiledPass {
  pipeline: GPUComputePipeline;
  /** The pass before it that lists the blocks for it. */
  selection?: GPUComputePipeline;
  turn: EtcPass['turn'];
  invocations: number;
}

export function createLayouts(device: GPUDevice): EtcLayouts {
  return {
    tables: createLayout(device, 'etc tables', ['read-only-storage']),
    chunk: createLayout(device, 'etc chunk', ['uniform', 'read-only-storage', 'storage', 'storage']),
    listed: createLayout(device, 'etc listed blocks', ['read-only-storage', 'read-only-storage']),
    selection: createLayout(device, 'etc selection', ['storage', 'storage']),
  };
}

/**
 * Compiles passes; parts of one label are one pipeline.
 *
 * @throws {AstcError} E_GPU where the device's compiler refuses a shader
 */
export async function compilePasses(
  device: GPUDevice,
  layouts: EtcLayouts,
  passes: readonly EtcPass[],
): Promise<CompiledPass[]> {
  const { tables, chunk, listed, selection } = layouts;
  const layoutWith = (...last: GPUBindGroupLayout[]) =>
    device.createPipelineLayout({ bindGroupLayouts: [tables, chunk, ...last] });
  const [dense, reading, making] = [layoutWith(), layoutWith(listed), layoutWith(selection)];
  const pipelines = new Map<string, Promise<GPUComputePipeline>>();
  const compile = (layout: GPUPipelineLayout, parts: EtcPass['parts']) => {
    const pipeline = pipelines.get(parts.label) ?? compilePipeline(device, layout, parts);
    pipelines.set(parts.label, pipeline);
    return pipeline;
  };
  const compiled = passes.map(async (pass): Promise<CompiledPass> => {
    const { turn, invocations } = pass;
    if (!pass.selection) return { pipeline: await compile(dense, pass.parts), turn, invocations };
    const pending = [compile(reading, pass.parts), compile(making, pass.selection)] as const;
    const [pipeline, selecting] = await Promise.all(pending);
    return { pipeline, selection: selecting, turn, invocations };
  });
  // All settle before one that failed is told: none is left to fail unheard.
  await Promise.allSettled(pipelines.values());
  return Promise.all(compiled);
}
