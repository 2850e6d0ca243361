/** WebGPU in Node: Dawn, by the package `webgpu`, which is the user's to install; Deno has its own. */
import { AstcError } from '../../errors.js';
import { messageOf } from '../../pool/failure.js';
import { importFromProject, isNotFound } from './import-peer.js';

/** Kept as long as the process: Dawn ends it when this is collected while a device lives. */
let opened: GPU | undefined;

/** @throws {AstcError} E_GPU_MISSING where the package is there and does not load */
export async function loadGpu(): Promise<GPU | undefined> {
  opened ??= globalThis.navigator?.gpu ?? (await createDawn());
  return opened;
}

async function createDawn(): Promise<GPU | undefined> {
  try {
    const webgpu = await importWebgpu();
    return webgpu?.create([]);
  } catch (cause) {
    throw new AstcError('E_GPU_MISSING', `the package webgpu does not load (${messageOf(cause).split('\n')[0]})`, {
      hint: 'its binary needs glibc 2.34 and libvulkan.so.1 on Linux',
      cause,
    });
  }
}

async function importWebgpu(): Promise<typeof import('webgpu') | undefined> {
  try {
    return await import('webgpu');
  } catch (error) {
    return importFromProject<typeof import('webgpu')>('webgpu', error).catch((missing: unknown) => {
      if (isNotFound(missing)) return undefined;
      throw missing;
    });
  }
}
