/** Pixels to blocks, in the workers. */

import type { Encoder } from '../../encoder.js';
import type { ContentGuess } from '../../images/guess-content.js';
import type { FootprintChoice } from '../../options/auto-options.js';
import type { EncodeOptions } from '../../options/encode-options.js';
import type { CompressedTexture, Image } from '../../types.js';
import type { Gate } from './gate.js';
import type { Stage } from './stage.js';

export interface EncodedTexture {
  texture: CompressedTexture;
  /** From the first tile taken to the last one finished, of all its jobs: a change of size and mip levels are some. */
  seconds: number;
  /** Of the encoder that made it. */
  threads: number;
  /** The GPU that made it, undefined where it was the CPU. */
  adapter: string | undefined;
  /** Of `block` auto. */
  choice: FootprintChoice | undefined;
  /** Of `content` auto. */
  guess: ContentGuess | undefined;
}

/**
 * @param hands  lets so many images at a time into the workers' hands
 * @throws {AstcError} as {@link Encoder.encode} does
 */
export function createEncodeStage(
  starting: Promise<Encoder>,
  options: EncodeOptions,
  hands: Gate,
): Stage<{ image: Image | readonly Image[]; mipLevels?: EncodeOptions['mipLevels'] }, EncodedTexture> {
  return ({ image, mipLevels }, { index, report, signal }) =>
    hands.through(index, async () => {
      const encoder = await starting;
      const hands = options.gpu ? 'on the GPU' : `${encoder.threads} threads`;
      report.detail(`encoding ${pixelsText(image)}, ${hands}`);
      let seconds = 0;
      let adapter: string | undefined;
      let choice: FootprintChoice | undefined;
      let guess: ContentGuess | undefined;
      const texture = await encoder.encode(image, {
        ...options,
        mipLevels,
        signal,
        onWarning: report.warn,
        onChoice: (chosen) => {
          choice = chosen;
        },
        onContent: (guessed) => {
          guess = guessed;
        },
        onProgress: (progress) => {
          ({ seconds, adapter } = progress);
          report.progress(progress);
        },
      });
      return { texture, seconds, threads: encoder.threads, adapter, choice, guess };
    });
}

function pixelsText(image: Image | readonly Image[]): string {
  const images = [image].flat();
  const [{ width, height }] = images as [Image];
  return images.length === 1 ? `${width}x${height} pixels` : `${images.length} pictures of ${width}x${height} pixels`;
}
