/** The fields of `astc.config.*`: of a run, and of a rule for some of its files. */
import {
  CONTAINER,
  MANY_FILES_OPTIONS,
  MASK,
  MEMORY,
  MIP_LEVEL,
  OUTPUT,
  OVERWRITE_OPTIONS,
  PICTURE_FLAGS,
  QUEUE_OPTIONS,
  TALK_OPTIONS,
  WORK_FLAGS,
} from './encode-flags.js';
import { ENCODE_OPTIONS } from './encode-options.js';
import type { OptionsOf } from './option.js';
import { WRITE_OPTIONS } from './write-options.js';

// What only code can give, and who does the work.
const {
  signal: _signal,
  onProgress: _onProgress,
  onWarning: _onWarning,
  onChoice: _onChoice,
  onContent: _onContent,
  mipLevels: _mipLevels,
  threads,
  gpu,
  ...TEXTURE_OPTIONS
} = ENCODE_OPTIONS;
const { dryRun: _dryRun, ...RUN_FLAGS } = MANY_FILES_OPTIONS;

/** What a rule says of the textures of its files. */
export const RULE_OPTIONS = {
  container: CONTAINER,
  zstd: WRITE_OPTIONS.zstd,
  zlib: WRITE_OPTIONS.zlib,
  ...TEXTURE_OPTIONS,
  mask: MASK,
  mipLevel: MIP_LEVEL,
  ...PICTURE_FLAGS,
};

/** What the top says of all. */
export const CONFIG_OPTIONS = {
  output: OUTPUT,
  ...RULE_OPTIONS,
  threads,
  gpu,
  memory: MEMORY,
  ...WORK_FLAGS,
  ...RUN_FLAGS,
  ...OVERWRITE_OPTIONS,
  ...QUEUE_OPTIONS,
  ...TALK_OPTIONS,
};

/** Options for the files that patterns match, as seen from the config's folder; later rules win. */
export interface ConfigRule extends OptionsOf<typeof RULE_OPTIONS> {
  /** Patterns, as `normals/**`; of files that `!` patterns match, none. */
  files: string | readonly string[];
}

/** What `astc.config.json` holds, and `astc.config.js`, `.mjs` and `.ts` export by default. */
export interface Config extends OptionsOf<typeof CONFIG_OPTIONS> {
  /** For editors. */
  $schema?: string;
  rules?: readonly ConfigRule[];
}

/** A config, or what gives one. */
export type ConfigExport = Config | Promise<Config> | (() => Config | Promise<Config>);
