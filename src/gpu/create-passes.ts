/** Which passes compress a format; each family is loaded when it is first asked for. */
import type { EncoderConfig } from '../codec/block-codec.js';
import type { BlockPasses } from './block-passes.js';

/** @throws {AstcError} E_GPU where the device's compiler refuses a shader */
export async function createPasses(
  device: GPUDevice,
  module: WebAssembly.Module,
  config: EncoderConfig,
): Promise<BlockPasses> {
  if (config.family === 'astc') {
    const { createAstcPasses } = await import('./astc/astc-passes.js');
    return createAstcPasses(device, module, config);
  }
  const { createEtcPasses } = await import('./etc/etc-passes.js');
  return createEtcPasses(device, config);
}
