/** The options of `encode` about the footprint that `block` auto chooses. */
import { type FlatFootprint, FOOTPRINTS } from '../types.js';
import { numberIn, objectLike, someOf } from './option.js';
import { isFunction } from './run-options.js';

const WITH_AUTO = { option: 'block', values: ['auto'] } as const;
const MAX_BYTES = 2 ** 40;

/** Why a footprint was taken, as `onChoice` is told. PSNR in dB, of several pictures the worst one's. */
export interface FootprintChoice {
  block: FlatFootprint;
  /** The PSNR asked for; undefined where only a rate was. */
  target?: number;
  /** What the samples said of the first footprint that was compressed; undefined where it was the last one left. */
  predicted?: number;
  /** Of the texture, over the whole of its largest level; undefined without a target. Infinity: no error at all. */
  psnr?: number;
  /** Footprints that were sampled. */
  probes: number;
  /** Footprints that were compressed whole and fell short before this one. */
  steps: number;
}

export const AUTO_OPTIONS = {
  /**
   * PSNR that the chosen footprint reaches over the largest level as decoders show it, in dB: of red, green and blue, with
   * alpha where the picture is not opaque, of normals over what their layout keeps; errors weighed by `channelWeights`. Of
   * several pictures the worst counts. Chosen by samples, verified on the result. Where no footprint reaches it the
   * largest rate is taken, with a warning.
   */
  targetPsnr: numberIn(
    { min: 10, max: 100 },
    { help: 'fewest bits that reach this PSNR', unit: 'dB', valueName: 'dB', onlyWith: WITH_AUTO },
  ),
  /** Bits a texel at most: 128 by the texels of a block. Without `targetPsnr` the largest rate that fits is taken. */
  maxBpp: numberIn(
    { min: 0.1, max: 32 },
    { help: 'bits a texel at most', unit: 'bits', valueName: 'bits', onlyWith: WITH_AUTO },
  ),
  /** Bytes at most of all blocks: every mip level, layer and face; before packing, without the container's own. */
  maxBytes: numberIn(
    { min: 16, max: MAX_BYTES, isWhole: true },
    {
      help: 'bytes of all blocks at most, mip levels included',
      unit: 'bytes',
      valueName: 'bytes',
      onlyWith: WITH_AUTO,
    },
  ),
  /** Footprints to choose from. Default: all of two axes, of a `target` those that it takes. */
  blocks: someOf(FOOTPRINTS, {
    expected: 'footprints of two axes, as 4x4,6x6,',
    help: 'footprints to choose from',
    valueName: 'list',
    otherwise: 'all that the target takes',
    examples: [['4x4', '6x6']],
    onlyWith: WITH_AUTO,
  }),
  /** Told what was chosen, and why, once the texture is there. */
  onChoice: objectLike<(choice: FootprintChoice) => void>('a function', isFunction),
};
