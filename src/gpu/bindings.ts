/** What all passes do alike: layouts of buffers, groups of them, dispatches over every block. */
import { COMPUTE_STAGE } from './usage.js';

/** Workgroups of one dimension of a dispatch, which every device allows. */
export const MAX_GROUPS = 65535;

/** A layout of buffers, in the order of their bindings. */
export function createLayout(
  device: GPUDevice,
  label: string,
  types: readonly GPUBufferBindingType[],
): GPUBindGroupLayout {
  const entries = types.map((type, binding) => ({ binding, visibility: COMPUTE_STAGE, buffer: { type } }));
  return device.createBindGroupLayout({ label, entries });
}

/** The buffers of a layout, in the order of their bindings. */
export function bindBuffers(
  device: GPUDevice,
  layout: GPUBindGroupLayout,
  buffers: readonly GPUBufferBinding[],
): GPUBindGroup {
  return device.createBindGroup({ layout, entries: buffers.map((resource, binding) => ({ binding, resource })) });
}

/** So many invocations, in two dimensions where one is too short (shaders/common/linear-index). */
export function dispatchAll(pass: GPUComputePassEncoder, invocations: number, groupSize: number): void {
  const groupCount = Math.ceil(invocations / groupSize);
  pass.dispatchWorkgroups(Math.min(groupCount, MAX_GROUPS), Math.ceil(groupCount / MAX_GROUPS));
}
