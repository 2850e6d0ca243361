/** Sheets of blocks to bytes and back, by whoever compresses the level. */
import type { BlockSize } from '../auto-footprint/block-weights.js';
import type { DecoderConfig, EncoderConfig } from '../codec/block-codec.js';
import type { LevelCodec, LevelControls, LevelShape } from '../pool/level-codec.js';
import type { Image } from '../types.js';

/** A picture of whole blocks as a level. */
function shapeOf(image: Image, block: BlockSize, bytesPerBlock: number): LevelShape {
  return {
    width: image.width,
    height: image.height,
    blockWidth: block.width,
    blockHeight: block.height,
    bytesPerPixel: image.data.BYTES_PER_ELEMENT * 4,
    bytesPerBlock,
  };
}

export class SheetCodec {
  readonly #codec: LevelCodec;
  readonly #config: EncoderConfig;
  readonly #block: BlockSize;
  readonly bytesPerBlock: number;

  constructor(codec: LevelCodec, { blockWidth, blockHeight, bytesPerBlock }: LevelShape, config: EncoderConfig) {
    this.#codec = codec;
    this.#config = config;
    this.#block = { width: blockWidth, height: blockHeight };
    this.bytesPerBlock = bytesPerBlock;
  }

  /** @param halvings  how often the significance of colours is halved beside that of alpha */
  encode(image: Image, halvings: number, controls: LevelControls): Promise<Uint8Array> {
    const { data } = image;
    const [red, green, blue, alpha] = this.#config.weights;
    const share = 1 / 2 ** halvings;
    const config: EncoderConfig = { ...this.#config, weights: [red * share, green * share, blue * share, alpha] };
    const pixels = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return this.#codec.encodeLevel(shapeOf(image, this.#block, this.bytesPerBlock), pixels, config, controls);
  }

  /** As decoders show the blocks, in the component type of the picture they were made of. */
  async decode(blocks: Uint8Array, image: Image, controls: LevelControls): Promise<Uint8Array | Uint16Array> {
    const shape = shapeOf(image, this.#block, this.bytesPerBlock);
    const pixels = await this.#codec.decodeLevel(shape, blocks, this.#decoder(), controls);
    if (image.data instanceof Uint8Array) return pixels;
    return new Uint16Array(pixels.buffer, pixels.byteOffset, pixels.byteLength / 2);
  }

  #decoder(): DecoderConfig {
    const config = this.#config;
    const { pixelType } = config;
    if (config.family === 'etc') {
      return { family: 'etc', format: config.format, output: pixelType === 'unorm8' ? pixelType : 'unorm16' };
    }
    const { footprint, profile } = config;
    return { family: 'astc', footprint, profile, output: pixelType };
  }
}
