/** Time of each dispatch of a chunk: the passes are recorded as ever, and every dispatch gets a compute pass with two timestamps. */
import { usage } from './built.mjs';

const { BUFFER_USAGE, MAP_READ } = usage;

const MAX_DISPATCHES = 128;
/** GPUBufferUsage.QUERY_RESOLVE. */
const QUERY_RESOLVE = 0x0200;

/** @typedef {{ label: string, ms: number }} PassTime */

export class PassTimer {
  /** @param {GPUDevice} device with the feature `timestamp-query` */
  constructor(device) {
    this.device = device;
    this.queries = device.createQuerySet({ type: 'timestamp', count: MAX_DISPATCHES * 2 });
    const size = MAX_DISPATCHES * 16;
    this.resolved = device.createBuffer({ size, usage: QUERY_RESOLVE | BUFFER_USAGE.copySource });
    this.staging = device.createBuffer({ size, usage: BUFFER_USAGE.mapRead | BUFFER_USAGE.copyTarget });
  }

  /**
   * Runs one chunk and tells how long its dispatches took, by the label of their pipeline.
   *
   * @param {import('../src/gpu/block-passes.js').PassSlot} slot
   * @param {import('../src/gpu/block-passes.js').Chunk} chunk
   * @returns {Promise<PassTime[]>}
   */
  async run(slot, chunk) {
    const encoder = this.device.createCommandEncoder();
    /** @type {string[]} */
    const labels = [];
    slot.record(this.#timed(encoder, labels), chunk);
    const byteCount = labels.length * 16;
    encoder.resolveQuerySet(this.queries, 0, labels.length * 2, this.resolved, 0);
    encoder.copyBufferToBuffer(this.resolved, 0, this.staging, 0, byteCount);
    this.device.queue.submit([encoder.finish()]);
    await this.staging.mapAsync(MAP_READ, 0, byteCount);
    const stamps = new BigUint64Array(this.staging.getMappedRange(0, byteCount).slice(0));
    this.staging.unmap();
    return labels.map((label, index) => ({
      label,
      ms: Number((stamps[index * 2 + 1] ?? 0n) - (stamps[index * 2] ?? 0n)) / 1e6,
    }));
  }

  /**
   * An encoder whose compute passes end after every dispatch.
   *
   * @param {GPUCommandEncoder} encoder
   * @param {string[]} labels
   * @returns {GPUCommandEncoder}
   */
  #timed(encoder, labels) {
    const { queries: querySet } = this;
    const beginComputePass = () => {
      /** @type {GPUComputePipeline | undefined} */
      let pipeline;
      /** @type {Map<number, GPUBindGroup>} */
      const groups = new Map();
      /** @param {(pass: GPUComputePassEncoder) => void} dispatch */
      const inPass = (dispatch) => {
        const first = labels.length * 2;
        const timestampWrites = { querySet, beginningOfPassWriteIndex: first, endOfPassWriteIndex: first + 1 };
        const pass = encoder.beginComputePass({ timestampWrites });
        labels.push(pipeline?.label || 'without a name');
        if (pipeline) pass.setPipeline(pipeline);
        for (const [index, group] of groups) pass.setBindGroup(index, group);
        dispatch(pass);
        pass.end();
      };
      return {
        /** @param {GPUComputePipeline} next */
        setPipeline: (next) => {
          pipeline = next;
        },
        /** @type {(index: number, group: GPUBindGroup, ...offsets: number[][]) => void} */
        setBindGroup: (index, group, ...offsets) => {
          if (offsets.length > 0 && offsets[0]?.length) throw new Error('dynamic offsets are not timed');
          groups.set(index, group);
        },
        /** @param {[number, number?, number?]} counts */
        dispatchWorkgroups: (...counts) => inPass((pass) => pass.dispatchWorkgroups(...counts)),
        /** @type {(buffer: GPUBuffer, offset: number) => void} */
        dispatchWorkgroupsIndirect: (buffer, offset) =>
          inPass((pass) => pass.dispatchWorkgroupsIndirect(buffer, offset)),
        end: () => undefined,
      };
    };
    const timed = {
      beginComputePass,
      clearBuffer: encoder.clearBuffer.bind(encoder),
      copyBufferToBuffer: encoder.copyBufferToBuffer.bind(encoder),
    };
    return /** @type {GPUCommandEncoder} */ (/** @type {unknown} */ (timed));
  }
}

/**
 * The sum of each label, in the order of their first dispatch.
 *
 * @param {readonly PassTime[]} times
 */
export function sumByLabel(times) {
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const { label, ms } of times) sums.set(label, (sums.get(label) ?? 0) + ms);
  return sums;
}
