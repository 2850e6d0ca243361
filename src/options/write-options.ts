/** The options of `writeTexture`. */
import { CONTAINERS } from '../containers/container-words.js';
import { type DefaultsOf, defaultsOf, type OptionsOf, oneOf } from './option.js';
import { TARGET_OPTION } from './target.js';

export const WRITE_OPTIONS = {
  /** Kind of file. Default: `ktx2`. */
  container: oneOf(CONTAINERS, { default: 'ktx2', help: 'kind of file' }),
  /** What will load the file; what it would reject is refused. */
  target: TARGET_OPTION,
};

export interface WriteOptions extends OptionsOf<typeof WRITE_OPTIONS> {}

/** Defaults of {@link WriteOptions}. */
export const WRITE_DEFAULTS: DefaultsOf<typeof WRITE_OPTIONS> = defaultsOf(WRITE_OPTIONS);
