/** ETC and EAC on a device: the passes of one format. */

import { bindBuffers } from '../bindings.js';
import type { BlockPasses } from '../block-passes.js';
import { BUFFER_USAGE } from '../usage.js';
import { BLOCK_SIDE, type EtcProgram, EtcSlot, MAX_BLOCKS, STATE_BYTES } from './etc-slot.js';
import { listPasses } from './pass-list.js';
import { compilePasses, createLayouts } from './pipelines.js';
import { type EtcConfig, planEtc } from './shader-constants.js';

/**
 * The passes of a format of ETC or EAC: what {@link EtcConfig} asks, the CPU's blocks byte by byte.
 *
 * @throws {AstcError} E_GPU where the device's compiler refuses a shader
 */
export async function createEtcPasses(device: GPUDevice, config: EtcConfig): Promise<BlockPasses> {
  const plan = planEtc(config);
  const layouts = createLayouts(device);
  const passes = await compilePasses(device, layouts, listPasses(plan));
  const usage = BUFFER_USAGE.storage | BUFFER_USAGE.copyTarget;
  const tables = device.createBuffer({ label: 'etc tables', size: plan.tables.byteLength, usage });
  device.queue.writeBuffer(tables, 0, plan.tables);
  const program: EtcProgram = {
    device,
    layouts,
    tables: bindBuffers(device, layouts.tables, [{ buffer: tables }]),
    passes,
  };
  return {
    blockWidth: BLOCK_SIDE,
    blockHeight: BLOCK_SIDE,
    bytesPerBlock: plan.layout.wordsPerBlock === 1 ? 8 : 16,
    scratchBytesPerBlock: STATE_BYTES,
    createSlot(blockCapacity) {
      if (blockCapacity > MAX_BLOCKS) throw new RangeError(`a slot has ${MAX_BLOCKS} blocks or fewer`);
      return new EtcSlot(program, blockCapacity);
    },
    destroy: () => tables.destroy(),
  };
}
