/**
 * A WebGPU device without a GPU: Dawn (the package `webgpu`) over a Vulkan driver in software. SwiftShader comes with
 * Debian's Chromium, lavapipe with Mesa 25. On a machine that decides (`.ci/run`) a missing one is a failure, not a skip.
 */
import { existsSync } from 'node:fs';

/** Vulkan drivers in software by name: the file that the loader of Vulkan is told. */
export const SOFTWARE_DRIVERS = {
  swiftshader: [process.env.SWIFTSHADER_ICD, '/usr/lib/chromium/vk_swiftshader_icd.json'],
  lavapipe: [process.env.LAVAPIPE_ICD],
} as const;
export type SoftwareDriver = keyof typeof SOFTWARE_DRIVERS;

export function driverFile(driver: SoftwareDriver): string | undefined {
  return SOFTWARE_DRIVERS[driver].find((path) => path !== undefined && existsSync(path));
}

/** Dawn must not be collected while a device lives: it ends the process. */
const kept: unknown[] = [];

/**
 * The GPU of the first driver that is here, one a process (Vulkan reads its drivers once).
 *
 * @throws where there is none and `REQUIRE_GPU` is set
 */
export async function openTestGpu(driver: SoftwareDriver = 'swiftshader'): Promise<GPU | undefined> {
  const file = driverFile(driver);
  if (file !== undefined) {
    process.env.VK_ICD_FILENAMES = file;
    const { create, globals } = await import('webgpu');
    Object.assign(globalThis, globals);
    const gpu = create([]);
    kept.push(gpu);
    if ((await gpu.requestAdapter()) !== null) return gpu;
  }
  if (process.env.REQUIRE_GPU) throw new Error(`no ${driver} for the tests of the GPU, and REQUIRE_GPU is set`);
  console.warn(
    `SKIPPED: tests of the GPU need ${driver} (Debian's chromium has swiftshader; SWIFTSHADER_ICD names one)`,
  );
  return undefined;
}

/** A device with the limits that every adapter has, whose errors end the test. */
export async function openTestDevice(gpu: GPU): Promise<GPUDevice> {
  const adapter = await gpu.requestAdapter();
  const device = await adapter!.requestDevice();
  device.addEventListener('uncapturederror', (event) => {
    throw new Error(`the device says: ${event.error.message}`);
  });
  return device;
}
