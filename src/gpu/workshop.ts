/** A device with the pipelines that were compiled for it: shared by all who compress on it, opened again once it is lost. */
import type { EncoderConfig } from '../codec/block-codec.js';
import type { BlockPasses } from './block-passes.js';
import { createPasses } from './create-passes.js';
import { type DeviceWatch, watchDevice } from './device-watch.js';
import type { OpenedDevice } from './open-device.js';

/** Formats and settings whose pipelines are kept. Why: a batch has one or two, their tables take some hundred kilobytes. */
const KEPT_PASSES = 8;

export class Workshop {
  readonly device: GPUDevice;
  readonly adapterName: string;
  readonly isSoftware: boolean;
  readonly watch: DeviceWatch;
  readonly #module: WebAssembly.Module;
  /** By settings, the last used at the end. */
  readonly #passes = new Map<string, Promise<BlockPasses>>();

  /** @param module  the codec's binary, which builds the tables */
  constructor({ device, adapterName, isSoftware }: OpenedDevice, module: WebAssembly.Module) {
    this.device = device;
    this.adapterName = adapterName;
    this.isSoftware = isSoftware;
    this.watch = watchDevice(device, adapterName);
    this.#module = module;
  }

  /** The pipelines for a format, compiled on first use. @throws {AstcError} E_GPU */
  passesFor(config: EncoderConfig): Promise<BlockPasses> {
    const key = JSON.stringify(config);
    const known = this.#passes.get(key);
    this.#passes.delete(key);
    const passes = known ?? this.watch.orFault(createPasses(this.device, this.#module, config));
    this.#passes.set(key, passes);
    // What failed to compile deserves another try.
    passes.catch(() => this.#passes.delete(key));
    // The oldest is not destroyed: somebody may be at it. It goes with the last who holds it.
    if (this.#passes.size > KEPT_PASSES) this.#passes.delete(this.#passes.keys().next().value!);
    return passes;
  }
}
