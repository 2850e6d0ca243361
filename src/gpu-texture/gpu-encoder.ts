/**
 * Pictures of a page to compressed textures on its GPU: nothing comes back to the CPU. The same passes as `encode` with
 * `gpu`, on a device that is the page's.
 */
import { type EncoderConfig, profileId } from '../codec/block-codec.js';
import { blockCount, footprintId } from '../codec/formats.js';
import { fullLevelCount } from '../containers/texture-shape.js';
import { sourceOf } from '../crew-source.js';
import { AstcError } from '../errors.js';
import { createPasses } from '../gpu/create-passes.js';
import { BUFFER_USAGE } from '../gpu/usage.js';
import { fillOptions } from '../options/check.js';
import { qualityNumber, weightNumbers } from '../options/encode-options.js';
import { ENCODER_OPTIONS, type EncoderOptions } from '../options/encoder-options.js';
import type { Footprint, TextureFormat } from '../types.js';
import { guardWork } from './guard-work.js';
import { LevelWriter } from './level-writer.js';
import { isVideo, type PictureSize, type PictureSource, sizeOf } from './picture-source.js';
import {
  bestFormat,
  etcIndex,
  type GpuTextureKind,
  requireSampled,
  requireWholeBlocks,
  textureKind,
} from './texture-format.js';
import { type FilledGpuTextureOptions, type GpuTextureOptions, resolveGpuTextureOptions } from './texture-options.js';
import { compileTextureSteps, type TextureSteps } from './texture-passes.js';
import { WorkTexture } from './work-texture.js';

/** Flags of textures that copies write and shaders sample. */
const COPY_TARGET = 0x02;
const SAMPLED = 0x04;

/** One level in a buffer. */
export interface BufferLevel {
  /** Pixels. */
  width: number;
  height: number;
  /** Where its blocks begin, row-major, and how many bytes they are. */
  offset: number;
  byteLength: number;
}

/** Blocks in a buffer, which is the caller's to destroy. */
export interface CompressedBuffer {
  /** `STORAGE`, `COPY_SRC`. */
  buffer: GPUBuffer;
  format: TextureFormat;
  block: Footprint;
  colorSpace: 'srgb' | 'linear';
  levels: BufferLevel[];
}

/** Compresses on a device of the page. Calls may overlap; two encoders may share a device. */
export interface GpuEncoder {
  /**
   * A picture as a texture that shaders sample, which is the caller's to destroy. The source must stay as it is until the call
   * resolves; a video gives the frame it shows.
   *
   * @throws {AstcError} E_OPTION for a wrong option, a source without pixels, a size that is not whole blocks; E_UNSUPPORTED
   *   where the device does not sample the format; E_GPU where it fails, is lost or out of memory
   */
  encodeTexture(source: PictureSource, options?: GpuTextureOptions): Promise<GPUTexture>;
  /** The same as blocks in a buffer, of any size and format, whatever the device samples. */
  encodeToBuffer(source: PictureSource, options?: GpuTextureOptions): Promise<CompressedBuffer>;
  /** Compiles what pictures of these options need, so that the first one does not wait. */
  warmUp(options?: GpuTextureOptions): Promise<void>;
  /** Ends what the encoder keeps on the device; the device and the textures stay. */
  destroy(): void;
}

/**
 * An encoder on a device. Shaders are compiled when they are first needed, without holding up the page.
 *
 * @param device  with the feature `texture-compression-astc` or `texture-compression-etc2` for `encodeTexture`
 * @throws {AstcError} E_OPTION
 * @example
 * const gpu = await createGpuEncoder(device);
 * const texture = await gpu.encodeTexture(canvas, { block: '6x6', mipmaps: true });
 */
export async function createGpuEncoder(
  device: GPUDevice,
  options: Pick<EncoderOptions, 'wasm'> = {},
): Promise<GpuEncoder> {
  const { wasm } = fillOptions(options, { wasm: ENCODER_OPTIONS.wasm });
  if (typeof device?.createComputePipelineAsync !== 'function') {
    throw new AstcError('E_OPTION', `Expected a GPUDevice but received ${typeof device}`);
  }
  return new DeviceEncoder(device, sourceOf({ wasm }).loadModule);
}

class DeviceEncoder implements GpuEncoder {
  readonly #device: GPUDevice;
  readonly #loadModule: () => Promise<WebAssembly.Module>;
  #steps: Promise<TextureSteps> | undefined;
  /** By settings. */
  readonly #writers = new Map<string, Promise<LevelWriter>>();
  /** Whether the device takes frames of videos as they are: those in software do not. */
  #takesFrames = true;
  /** The last picture's, for a next one of its size. */
  #picture: WorkTexture | undefined;
  #isDestroyed = false;
  /** Calls one after the other: they share the work texture. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(device: GPUDevice, loadModule: () => Promise<WebAssembly.Module>) {
    this.#device = device;
    this.#loadModule = loadModule;
  }

  async encodeTexture(source: PictureSource, options: GpuTextureOptions = {}): Promise<GPUTexture> {
    this.#refuseDestroyed();
    const filled = resolveGpuTextureOptions(options);
    const format = filled.format === 'auto' ? bestFormat(this.#device) : filled.format;
    requireSampled(this.#device, format);
    const kind = textureKind(format, filled.block, filled.colorSpace === 'srgb');
    const size = sizeOf(source);
    requireWholeBlocks(kind, size.width, size.height);
    const { width, height } = size;
    return this.#encode(source, kind, filled, (levelCount) => {
      const texture = this.#device.createTexture({
        label: 'compressed picture',
        size: [width, height],
        mipLevelCount: levelCount,
        format: kind.gpuFormat,
        usage: COPY_TARGET | SAMPLED,
      });
      return { result: texture, targetOf: () => ({ texture }), discard: () => texture.destroy() };
    });
  }

  async encodeToBuffer(source: PictureSource, options: GpuTextureOptions = {}): Promise<CompressedBuffer> {
    this.#refuseDestroyed();
    const filled = resolveGpuTextureOptions(options);
    const format = filled.format === 'auto' ? 'astc' : filled.format;
    const kind = textureKind(format, filled.block, filled.colorSpace === 'srgb');
    return this.#encode(source, kind, filled, (levelCount) => {
      const levels = layLevels(sizeOf(source), levelCount, kind);
      const { offset, byteLength } = levels.at(-1)!;
      const buffer = this.#device.createBuffer({
        label: 'compressed picture',
        size: offset + byteLength,
        usage: BUFFER_USAGE.storage | BUFFER_USAGE.copySource | BUFFER_USAGE.copyTarget,
      });
      const { block, isSrgb } = kind;
      return {
        result: { buffer, format, block, colorSpace: isSrgb ? 'srgb' : 'linear', levels },
        targetOf: (level) => ({ buffer, offset: levels[level]!.offset }),
        discard: () => buffer.destroy(),
      };
    });
  }

  async warmUp(options: GpuTextureOptions = {}): Promise<void> {
    this.#refuseDestroyed();
    const filled = resolveGpuTextureOptions(options);
    const format = filled.format === 'auto' ? bestFormat(this.#device) : filled.format;
    await Promise.all([
      this.#writer(textureKind(format, filled.block, filled.colorSpace === 'srgb'), filled),
      this.#loadSteps(),
    ]);
  }

  destroy(): void {
    this.#isDestroyed = true;
    this.#picture?.destroy();
    this.#picture = undefined;
    for (const writer of this.#writers.values()) void writer.then((each) => each.destroy()).catch(() => undefined);
    this.#writers.clear();
  }

  #encode<T>(
    source: PictureSource,
    kind: GpuTextureKind,
    options: FilledGpuTextureOptions,
    open: (levelCount: number) => Opened<T>,
  ): Promise<T> {
    const work = this.#turn.then(async () => {
      const [writer, steps] = await Promise.all([this.#writer(kind, options), this.#loadSteps()]);
      this.#refuseDestroyed();
      return this.#overFrames(source, (taken) =>
        guardWork(this.#device, () => {
          const size = sizeOf(taken);
          const levelCount = options.mipmaps ? fullLevelCount(size.width, size.height) : 1;
          const picture = this.#pictureOf(size, levelCount);
          const { result, targetOf, discard } = open(levelCount);
          try {
            picture.take(taken, kind.isSrgb, steps);
            for (let level = 0; level < levelCount; level++) writer.write(picture, level, targetOf(level), steps);
          } catch (error) {
            discard();
            throw error;
          }
          return { result, discard };
        }),
      );
    });
    this.#turn = work.catch(() => undefined);
    return work;
  }

  /** Does the work with a source; with a bitmap of it, where the device takes no frames of videos. */
  async #overFrames<T>(source: PictureSource, work: (taken: PictureSource) => Promise<T>): Promise<T> {
    if (!isVideo(source)) return work(source);
    if (this.#takesFrames) {
      try {
        return await work(source);
      } catch (error) {
        // An error of the browser's own, before anything was submitted.
        if (error instanceof AstcError) throw error;
        this.#takesFrames = false;
      }
    }
    const bitmap = await createImageBitmap(source, { premultiplyAlpha: 'none' });
    try {
      return await work(bitmap);
    } finally {
      bitmap.close();
    }
  }

  #refuseDestroyed(): void {
    if (this.#isDestroyed) throw new AstcError('E_OPTION', 'The encoder was destroyed already');
  }

  #loadSteps(): Promise<TextureSteps> {
    this.#steps ??= compileTextureSteps(this.#device).catch((error: unknown) => {
      this.#steps = undefined;
      throw error;
    });
    return this.#steps;
  }

  #pictureOf(size: PictureSize, levelCount: number): WorkTexture {
    const known = this.#picture;
    if (known?.width === size.width && known.height === size.height && known.levelCount === levelCount) return known;
    known?.destroy();
    this.#picture = new WorkTexture(this.#device, size, levelCount);
    return this.#picture;
  }

  #writer(kind: GpuTextureKind, options: FilledGpuTextureOptions): Promise<LevelWriter> {
    const config = configOf(kind, options);
    const key = JSON.stringify(config);
    const known = this.#writers.get(key);
    if (known !== undefined) return known;
    const writer = this.#createWriter(kind, config);
    this.#writers.set(key, writer);
    writer.catch(() => this.#writers.delete(key));
    return writer;
  }

  async #createWriter(kind: GpuTextureKind, config: EncoderConfig): Promise<LevelWriter> {
    const module = await this.#loadModule();
    return new LevelWriter(this.#device, kind, await createPasses(this.#device, module, config));
  }
}

/** What a picture is compressed into. */
interface Opened<T> {
  result: T;
  targetOf: (level: number) => Parameters<LevelWriter['write']>[2];
  discard: () => void;
}

function configOf(
  { format, block, isSrgb }: GpuTextureKind,
  { quality, channelWeights, decodeMode }: FilledGpuTextureOptions,
): EncoderConfig {
  const common = {
    pixelType: 'unorm8',
    quality: qualityNumber(quality),
    weights: weightNumbers(channelWeights),
  } as const;
  if (format !== 'astc') return { ...common, family: 'etc', format: etcIndex(format) };
  return { ...common, family: 'astc', footprint: footprintId(block), profile: profileId('ldr', isSrgb), decodeMode };
}

/** Levels one behind the other. */
function layLevels({ width, height }: PictureSize, levelCount: number, kind: GpuTextureKind): BufferLevel[] {
  let offset = 0;
  return Array.from({ length: levelCount }, (_, level) => {
    const size = { width: Math.max(1, width >> level), height: Math.max(1, height >> level) };
    const { x, y } = blockCount(kind.block, size.width, size.height);
    const byteLength = x * y * kind.bytesPerBlock;
    const laid = { ...size, offset, byteLength };
    offset += byteLength;
    return laid;
  });
}
