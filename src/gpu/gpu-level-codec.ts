/** Levels compressed on the GPU: what the worker pool does on the CPU, behind the same interface. */
import { host } from '#host';
import type { DecoderConfig, EncoderConfig } from '../codec/block-codec.js';
import { AstcError } from '../errors.js';
import type { LevelCodec, LevelControls, LevelShape, Resampling } from '../pool/level-codec.js';
import { warnOnConsole } from '../warn.js';
import { encodeChunks } from './encode-chunks.js';
import { type GpuChoice, openDevice } from './open-device.js';
import { Workshop } from './workshop.js';

const openWorkshops = new Map<boolean, Promise<Workshop>>();

/** The process' or page's device, opened on first use and again once it is lost. @throws {AstcError} E_GPU_MISSING, E_GPU */
async function openWorkshop(choice: GpuChoice, loadModule: () => Promise<WebAssembly.Module>): Promise<Workshop> {
  const takesSoftware = choice === 'software';
  const known = await openWorkshops.get(takesSoftware)?.catch((error: unknown) => {
    // Where there is no GPU there is none for the next level either; what failed otherwise deserves another try.
    if (error instanceof AstcError && error.code === 'E_GPU_MISSING') throw error;
    return undefined;
  });
  if (known !== undefined && known.watch.fault === undefined) return known;
  const opening = (async () => {
    const [opened, module] = await Promise.all([
      openDevice((await host.loadGpu()) as GPU | undefined, choice),
      loadModule(),
    ]);
    return new Workshop(opened, module);
  })();
  openWorkshops.set(takesSoftware, opening);
  return opening;
}

/** Where levels are compressed. */
export interface GpuWork {
  choice: GpuChoice;
  /** The codec's binary, which builds the tables. */
  loadModule: () => Promise<WebAssembly.Module>;
  /** Decodes and resamples; with `auto` also compresses what the GPU does not. */
  cpu: LevelCodec;
}

export class GpuLevelCodec implements LevelCodec {
  readonly #work: GpuWork;

  constructor(work: GpuWork) {
    this.#work = work;
  }

  get threads(): number {
    return this.#work.cpu.threads;
  }

  async encodeLevel(
    shape: LevelShape,
    pixels: Uint8Array,
    encoder: EncoderConfig,
    controls: LevelControls,
  ): Promise<Uint8Array<ArrayBuffer>> {
    try {
      return await this.#encode(shape, pixels, encoder, controls);
    } catch (error) {
      if (this.#work.choice !== 'auto' || !isGpuFault(error)) throw error;
      warnOnce(error, controls.onWarning);
      return this.#work.cpu.encodeLevel(shape, pixels, encoder, controls);
    }
  }

  async #encode(shape: LevelShape, pixels: Uint8Array, encoder: EncoderConfig, controls: LevelControls) {
    if ((shape.depth ?? 1) > 1 || (shape.blockDepth ?? 1) > 1) {
      throw new AstcError('E_UNSUPPORTED', 'The GPU compresses no volumes yet', {
        hint: 'gpu auto leaves them to the CPU',
      });
    }
    if (encoder.pixelType === 'float16') {
      throw new AstcError('E_UNSUPPORTED', 'The GPU compresses no HDR yet', {
        hint: 'gpu auto leaves it to the CPU',
      });
    }
    const workshop = await openWorkshop(this.#work.choice, this.#work.loadModule);
    const passes = await workshop.passesFor(encoder);
    const pixelType = encoder.pixelType === 'unorm8' ? 'rgba8' : 'rgba16';
    const { device, adapterName, watch } = workshop;
    return encodeChunks({ device, adapterName, watch, passes, pixelType }, shape, pixels, controls);
  }

  decodeLevel(shape: LevelShape, blocks: Uint8Array, decoder: DecoderConfig, controls: LevelControls) {
    return this.#work.cpu.decodeLevel(shape, blocks, decoder, controls);
  }

  resampleLevel(pixels: Uint8Array, config: Resampling, controls: LevelControls) {
    return this.#work.cpu.resampleLevel(pixels, config, controls);
  }
}

/** What the CPU can do instead: anything but a wrong option or an abort. */
function isGpuFault(error: unknown): error is AstcError {
  return error instanceof AstcError && ['E_GPU', 'E_GPU_MISSING', 'E_UNSUPPORTED', 'E_TOO_LARGE'].includes(error.code);
}

const said = new Set<string>();

/** Slower than hoped and right all the same: said once a reason. */
function warnOnce({ message }: AstcError, onWarning: LevelControls['onWarning']): void {
  if (said.has(message)) return;
  said.add(message);
  (onWarning ?? warnOnConsole)(`${message}: the CPU compresses instead`);
}
