/** The options of `writeTexture`. */
import { CONTAINERS } from '../containers/container-words.js';
import { type DefaultsOf, defaultsOf, numberIn, type OptionsOf, oneOf } from './option.js';
import { TARGET_OPTION } from './target.js';

export const WRITE_OPTIONS = {
  /** Kind of file. Default: `ktx2`. */
  container: oneOf(CONTAINERS, { default: 'ktx2', help: 'kind of file' }),
  /**
   * Packs the levels of KTX2 with Zstandard, 1 (fast) to 22 (small). In browsers `await loadZstd()` comes first. Default:
   * levels are not packed.
   */
  zstd: numberIn(
    { min: 1, max: 22, isWhole: true },
    { help: 'pack the levels of KTX2 with Zstandard', valueName: 'level', otherwise: 'not packed' },
  ),
  /** Packs them with zlib, 1 to 9. In browsers `await loadZlib()` comes first. Default: levels are not packed. */
  zlib: numberIn(
    { min: 1, max: 9, isWhole: true },
    { help: 'pack the levels of KTX2 with zlib', valueName: 'level', otherwise: 'not packed' },
  ),
  /** What will load the file; what it would reject is refused. */
  target: TARGET_OPTION,
};

export interface WriteOptions extends OptionsOf<typeof WRITE_OPTIONS> {}

/** Defaults of {@link WriteOptions}. */
export const WRITE_DEFAULTS: DefaultsOf<typeof WRITE_OPTIONS> = defaultsOf(WRITE_OPTIONS);
