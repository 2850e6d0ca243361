import type { BlockPasses } from '../block-passes.js';
export async function createEtcPasses(_device: GPUDevice, _config: unknown): Promise<BlockPasses> {
  throw new Error('placeholder until merge');
}
