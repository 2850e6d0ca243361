import type { BlockPasses } from '../block-passes.js';
export async function createAstcPasses(
  _device: GPUDevice,
  _module: WebAssembly.Module,
  _config: unknown,
): Promise<BlockPasses> {
  throw new Error('placeholder until merge');
}
