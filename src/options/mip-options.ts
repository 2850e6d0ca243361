/** The options of `encode` about sizes: of the picture, and of its mip levels. */
import type { ImageInput } from '../images/image-input.js';
import { EDGES, FILTERS } from '../resample-words.js';
import { numberIn, objectLike, oneOf, textLike } from './option.js';

/** Levels of a picture of 2^31 texels a side. */
const MAX_LEVELS = 32;
const MAX_SCALE = 64;
const MAX_MULTIPLE = 4096;
/** What options about the making of mip levels need beside them. */
export const WITH_MIPMAPS = { option: 'mipmaps', values: [true], orGiven: 'levels' } as const;

export const SIZE_OPTIONS = {
  /**
   * Size of the picture, `WxH`; one side left out keeps the proportions: `512x`, `x512`. Changed before all else, by the
   * filter of the mip levels.
   */
  resize: textLike('^([1-9][0-9]{0,5}x([1-9][0-9]{0,5})?|x[1-9][0-9]{0,5})$', {
    expected: 'WxH in texels, or one of its sides as Wx or xH,',
    help: 'change the size first of all; one side alone keeps the proportions',
    valueName: 'WxH',
    examples: ['512x512', '1024x', 'x256'],
  }),
  /** Factor of both sides, rounded to whole texels, in place of `resize`. */
  scale: numberIn({ min: 0.001, max: MAX_SCALE }, { help: 'change the size by a factor', valueName: 'factor' }),
  /** Rounds both sides to the nearest multiple, up where two are as near, never to 0; after `scale` or one side of `resize`. */
  multipleOf: numberIn(
    { min: 1, max: MAX_MULTIPLE, isWhole: true },
    { help: 'change both sides to the nearest multiple of a number', unit: 'texels', valueName: 'texels' },
  ),
  /** Changes both sides to the nearest power of two, the larger where two are as near; as `multipleOf`. Default: false. */
  pot: oneOf([true, false], { default: false, help: 'change both sides to the nearest power of two' }),
};

export const MIP_OPTIONS = {
  /**
   * Makes mip levels down to one texel. Colours are filtered in linear light and by their alpha, normals are made unit
   * vectors, masks and data are filtered as they are; each level is made of the one before it, never of rounded numbers.
   * Default: false.
   */
  mipmaps: oneOf([true, false], { default: false, help: 'make mip levels down to one texel' }),
  /** Levels in all, the first included, down to one texel at most: asks for `mipmaps`. Default: 1, with `mipmaps` all. */
  levels: numberIn(
    { min: 1, max: MAX_LEVELS, isWhole: true },
    {
      help: 'make so many levels in all, the picture itself included',
      otherwise: '1, with mipmaps all',
      valueName: 'count',
    },
  ),
  /**
   * Filter of mip levels and of a changed size; `lanczos` is `lanczos3`. Default: `lanczos3`, whose levels are the nearest to
   * the picture when they are shown in its place: 23.49 dB, `lanczos4` (the default of ktx) 23.46, `kaiser` 23.40, `box`
   * 23.36, `mitchell` 22.57, `triangle` 22.23.
   */
  mipFilter: oneOf([...FILTERS, 'lanczos'], {
    default: 'lanczos3',
    help: 'filter of mip levels and sizes',
    onlyWith: WITH_MIPMAPS,
    valueName: 'filter',
  }),
  /** What lies beyond the edges of the picture: its edge, the picture again, or its mirror image. Default: `clamp`. */
  mipWrap: oneOf(EDGES, {
    default: 'clamp',
    help: 'what filters see beyond the edges',
    onlyWith: WITH_MIPMAPS,
    valueName: 'mode',
  }),
  /** Stretches the filter: below 1 sharper, above 1 softer. Default: 1. */
  mipScale: numberIn(
    { min: 0.5, max: 4 },
    {
      default: 1,
      help: 'stretch the filter: below 1 sharper, above 1 softer',
      onlyWith: WITH_MIPMAPS,
      valueName: 'factor',
    },
  ),
  /**
   * Reference of an alpha test, 0 to 1: alpha of each level is scaled so that as large a part of it passes as of the
   * picture, and foliage does not thin out in the distance. By a factor of 4 at most.
   */
  mipCoverage: numberIn(
    { min: 0.01, max: 1 },
    {
      help: 'keep the part of the picture whose alpha passes a test against this',
      onlyWith: WITH_MIPMAPS,
      valueName: 'alpha',
    },
  ),
  /**
   * Pictures of levels by their number, 1 and up; each in the size of its level. Levels after it are made of it, until
   * another is given.
   */
  mipLevels: objectLike<Readonly<Record<number, ImageInput>>>('an object of images by level', isLevelRecord),
};

function isLevelRecord(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).every(([level, image]) => /^[1-9][0-9]?$/.test(level) && typeof image === 'object');
}
