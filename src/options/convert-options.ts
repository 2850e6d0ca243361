/** The options of `pickTexture`, and with them of `convert`: what of a texture goes into the next file. */
import { LEVEL_OPTION, PLACE_OPTIONS } from './decode-options.js';
import { COLOR_SPACES } from './encode-options.js';
import { type OptionsOf, oneOf, textLike } from './option.js';

const without = <O extends { default?: unknown }>({ default: _, ...option }: O, otherwise: string) => ({
  ...option,
  otherwise,
});

export const PICK_OPTIONS = {
  /** One mip level alone, 0 the largest. Default: all. */
  level: without(LEVEL_OPTION, 'all'),
  /** Mip levels from one to another, `1..3`, or to the last, `1..`; the first is the largest of the result. Default: all. */
  levels: textLike<undefined>('^\\d{1,2}\\.\\.(\\d{1,2})?$', {
    expected: 'levels, as 1..3 or 1..,',
    help: 'mip levels from one to another, or to the last',
    valueName: 'first..last',
    otherwise: 'all',
    examples: ['1..3', '1..'],
  }),
  /** One layer of an array alone. Default: all. */
  layer: without(PLACE_OPTIONS.layer, 'all'),
  /** One face of a cubemap alone, 0 to 5: +X −X +Y −Y +Z −Z. Default: all. */
  face: without(PLACE_OPTIONS.face, 'all'),
  /** One slice of a 3D texture's largest level alone; smaller levels give the slice that lies there. Default: all. */
  slice: without(PLACE_OPTIONS.slice, 'all'),
  /** Says what the numbers mean to a GPU; they stay as they are. Default: `auto`, as the texture says. */
  colorSpace: oneOf(COLOR_SPACES, {
    default: 'auto',
    help: 'say what the numbers mean to a GPU; they stay as they are',
  }),
};

export interface PickOptions extends OptionsOf<typeof PICK_OPTIONS> {}
