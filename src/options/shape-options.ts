/** The options of `encode` about what several pictures are together. */
import { numberIn, oneOf } from './option.js';

/** Texels of a face's side that any GPU takes, and more. */
const MAX_FACE = 32768;

export const SHAPE_OPTIONS = {
  /**
   * One cube map of six square pictures, in the order +X −X +Y −Y +Z −Z; or of one that holds all six: a cross (4 to 3, or
   * 3 to 4), a row, a column, or an equirectangular panorama (2 to 1) whose middle is +Z. Default: false.
   */
  cubemap: oneOf([true, false], {
    default: false,
    help: 'one cube map of six faces, or of a cross, a strip or a panorama',
  }),
  /** One array with a layer for each picture, or for each cube map. Default: false. */
  array: oneOf([true, false], { default: false, help: 'one texture with a layer for each picture or cube map' }),
  /** One 3D texture with a slice for each picture. Default: false. */
  depth: oneOf([true, false], { default: false, help: 'one 3D texture with a slice for each picture' }),
  /** Texels of a face's side, where faces come from a panorama. Default: a quarter of its width. */
  faceSize: numberIn(
    { min: 1, max: MAX_FACE, isWhole: true },
    {
      help: 'side of faces that come from a panorama',
      unit: 'texels',
      valueName: 'texels',
      otherwise: "a quarter of the panorama's width",
      onlyWith: { option: 'cubemap', values: [true] },
    },
  ),
  /** Filters mip levels of a cube map across the edges of its faces, so that none shows at low levels. Default: false. */
  mipSeamless: oneOf([true, false], {
    default: false,
    help: 'filter mip levels across the edges of cube faces',
    onlyWith: { option: 'cubemap', values: [true] },
  }),
};
