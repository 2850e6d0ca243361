/** A device to compress on: the adapter that was asked for, or one clear error. */
import { AstcError } from '../errors.js';
import { messageOf } from '../pool/failure.js';

/** Who may compress: a GPU, or also an adapter that computes on the CPU; `auto` is a GPU where there is one. */
export type GpuChoice = true | 'auto' | 'software';

export interface OpenedDevice {
  device: GPUDevice;
  /** The adapter in the words of its driver. */
  adapterName: string;
  /** Whether it computes on the CPU. */
  isSoftware: boolean;
}

/** Drivers in software that do not all call themselves fallbacks. */
const SOFTWARE_NAMES = /swiftshader|llvmpipe|lavapipe|softpipe|warp|basic render|software/i;

const NO_GPU = 'no GPU was found';

/**
 * @param gpu  the host's, undefined where it has none
 * @throws {AstcError} E_GPU_MISSING where there is no adapter of the kind, E_GPU where it gives no device
 */
export async function openDevice(gpu: GPU | undefined, choice: GpuChoice): Promise<OpenedDevice> {
  if (gpu === undefined) {
    throw new AstcError('E_GPU_MISSING', `${NO_GPU} (this runtime has no WebGPU)`, {
      hint: 'in Node, npm i webgpu@0.6.2 brings it; in browsers it needs a secure page',
    });
  }
  const adapter = await requestAdapter(gpu);
  const adapterName = nameOf(adapter.info);
  const isSoftware = adapter.info.isFallbackAdapter || SOFTWARE_NAMES.test(adapterName);
  if (isSoftware && choice !== 'software') {
    throw new AstcError('E_GPU_MISSING', `${NO_GPU} (only ${adapterName}, which computes on the CPU)`, {
      hint: 'gpu software takes it, and is slower than the CPU path; without gpu the CPU does the work',
    });
  }
  try {
    return { device: await adapter.requestDevice({ label: 'astc-wasm' }), adapterName, isSoftware };
  } catch (cause) {
    throw new AstcError('E_GPU', `${adapterName} cannot be used (${messageOf(cause)})`, { cause });
  }
}

async function requestAdapter(gpu: GPU): Promise<GPUAdapter> {
  let adapter: GPUAdapter | null;
  try {
    adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  } catch (cause) {
    throw new AstcError('E_GPU_MISSING', `${NO_GPU} (${messageOf(cause)})`, { cause });
  }
  if (adapter !== null) return adapter;
  throw new AstcError('E_GPU_MISSING', `${NO_GPU} (WebGPU has no adapter here)`, {
    hint: 'drivers need Vulkan, Metal or Direct3D 12; on Linux also libvulkan.so.1',
  });
}

function nameOf({ description, device, vendor, architecture }: GPUAdapterInfo): string {
  return description || device || [vendor, architecture].filter(Boolean).join(' ') || 'an adapter without a name';
}
