/** Blocks to pixels, in the workers. */
import type { Encoder } from '../../encoder.js';
import type { FilledDecodeOptions } from '../../options/decode-options.js';
import type { Image, Texture } from '../../types.js';
import type { Gate } from './gate.js';
import type { Stage } from './stage.js';

export interface DecodedImage {
  image: Image;
  /** From the first tile taken to the last one finished. */
  seconds: number;
  threads: number;
  illegalBlocks: number;
}

/** @throws {AstcError} as {@link Encoder.decode} does */
export function createDecodeStage(
  starting: Promise<Encoder>,
  options: FilledDecodeOptions,
  hands: Gate,
): Stage<Texture, DecodedImage> {
  return (texture, { index, report, room, signal }) =>
    hands.through(index, async () => {
      const encoder = await starting;
      await room.open();
      room.take(texture.width * texture.height);
      report.detail(`decoding ${texture.width}x${texture.height} texels, ${encoder.threads} threads`);
      let facts = { seconds: 0, illegalBlocks: 0 };
      const image = await encoder.decode(texture, {
        ...options,
        signal,
        onWarning: report.warn,
        onProgress: (progress) => {
          facts = progress;
          report.progress(progress);
        },
      });
      if (facts.illegalBlocks > 0) report.warn(`${facts.illegalBlocks} illegal blocks decode to the error colour`);
      return { image, seconds: facts.seconds, threads: encoder.threads, illegalBlocks: facts.illegalBlocks };
    });
}
