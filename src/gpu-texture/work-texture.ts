/** The texture that is compressed: 8 bits a component, all mip levels; kept for the next picture of the same size. */
import { isGpuTexture, type PictureSize, type PictureSource } from './picture-source.js';
import { recordStep, type TextureSteps } from './texture-passes.js';

/** GPUTextureUsage, which Node has no globals for. */
const TEXTURE_USAGE = { copyTarget: 0x02, sampled: 0x04, storage: 0x08, attachment: 0x10 } as const;

export class WorkTexture implements PictureSize {
  readonly width: number;
  readonly height: number;
  readonly levelCount: number;
  readonly #device: GPUDevice;
  readonly #texture: GPUTexture;

  constructor(device: GPUDevice, { width, height }: PictureSize, levelCount: number) {
    this.width = width;
    this.height = height;
    this.levelCount = levelCount;
    this.#device = device;
    this.#texture = device.createTexture({
      label: 'picture',
      size: [width, height],
      mipLevelCount: levelCount,
      format: 'rgba8unorm',
      usage: TEXTURE_USAGE.copyTarget | TEXTURE_USAGE.sampled | TEXTURE_USAGE.storage | TEXTURE_USAGE.attachment,
    });
  }

  /** Pixels across and down of a level. */
  sizeOf(level: number): PictureSize {
    return { width: Math.max(1, this.width >> level), height: Math.max(1, this.height >> level) };
  }

  view(level: number): GPUTextureView {
    return this.#texture.createView({ baseMipLevel: level, mipLevelCount: 1 });
  }

  /** Takes a picture, and makes the levels of it. Colors under zero alpha stay what they are. */
  take(source: PictureSource, isSrgb: boolean, steps: TextureSteps): void {
    const encoder = this.#device.createCommandEncoder({ label: 'take a picture' });
    const disposables: GPUBuffer[] = [];
    if (isGpuTexture(source)) {
      const settings = [this.width, this.height, source.format.endsWith('-srgb') ? 1 : 0];
      const from = source.createView({ baseMipLevel: 0, mipLevelCount: 1, dimension: '2d' });
      const run = { settings, from, to: this.view(0), columns: this.width, rows: this.height };
      recordStep(this.#device, encoder, steps.takeTexture, run, disposables);
    } else {
      this.#device.queue.copyExternalImageToTexture(
        { source },
        { texture: this.#texture, colorSpace: 'srgb', premultipliedAlpha: false },
        [this.width, this.height],
      );
    }
    for (let level = 1; level < this.levelCount; level++) {
      const [above, size] = [this.sizeOf(level - 1), this.sizeOf(level)];
      const settings = [above.width, above.height, size.width, size.height, isSrgb ? 1 : 0];
      const run = {
        settings,
        from: this.view(level - 1),
        to: this.view(level),
        columns: size.width,
        rows: size.height,
      };
      recordStep(this.#device, encoder, steps.halve, run, disposables);
    }
    this.#device.queue.submit([encoder.finish()]);
    for (const buffer of disposables) buffer.destroy();
  }

  destroy(): void {
    this.#texture.destroy();
  }
}
