/** The options of `validateKtx2`. */
import { type OptionsOf, oneOf } from './option.js';

export const VALIDATE_OPTIONS = {
  /** Also asks for what glTF's KHR_texture_basisu asks for. Default: false. */
  gltfBasisu: oneOf([true, false], {
    default: false,
    help: 'check for KHR_texture_basisu of glTF as well',
  }),
  /** Takes a file with warnings for invalid. Default: false. */
  warningsAsErrors: oneOf([true, false], { default: false, help: 'take warnings for errors' }),
};

export interface ValidateOptions extends OptionsOf<typeof VALIDATE_OPTIONS> {}
