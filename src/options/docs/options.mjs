/** Which declared options go into which document. Reads the build. */
import { buildConfigSchema, buildSchema, encodeRules } from './option-schema.mjs';
import { renderTable } from './option-table.mjs';
import { targetRules } from './target-rules.mjs';

/** @param {string} path */
const load = (path) => import(/* @vite-ignore */ new URL(`../../../dist/${path}`, import.meta.url).href);

/** @type {typeof import('../../../src/cli/command-options.js')} */
const {
  TALK_OPTIONS,
  ANALYZE_FLAGS,
  BENCH_FLAGS,
  ENCODE_FLAGS,
  DECODE_FLAGS,
  CONVERT_FLAGS,
  INFO_FLAGS,
  COMPARE_FLAGS,
  VALIDATE_FLAGS,
  CACHE_FLAGS,
  BATCH_FLAGS,
  WORKER_FLAGS,
} = await load('cli/command-options.js');
/** @type {typeof import('../../../src/cli/flags.js')} */
const flags = await load('cli/flags.js');
/** @type {typeof import('../../../src/codec/formats.js')} */
const { isAlwaysLinear } = await load('codec/formats.js');
/** @type {typeof import('../../../src/normal-layout.js')} */
const { normalLayoutsOf } = await load('normal-layout.js');
/** @type {typeof import('../../../src/options/config-options.js')} */
const { CONFIG_OPTIONS, RULE_OPTIONS } = await load('options/config-options.js');
/** @type {typeof import('../../../src/options/convert-options.js')} */
const { PICK_OPTIONS } = await load('options/convert-options.js');
/** @type {typeof import('../../../src/options/decode-options.js')} */
const { DECODE_OPTIONS } = await load('options/decode-options.js');
/** @type {typeof import('../../../src/options/encode-options.js')} */
const { ENCODE_OPTIONS } = await load('options/encode-options.js');
/** @type {typeof import('../../../src/options/encoder-options.js')} */
const { ENCODER_OPTIONS } = await load('options/encoder-options.js');
/** @type {typeof import('../../../src/options/read-options.js')} */
const { INSPECT_OPTIONS, READ_IMAGE_OPTIONS } = await load('options/read-options.js');
/** @type {typeof import('../../../src/options/validate-options.js')} */
const { VALIDATE_OPTIONS } = await load('options/validate-options.js');
/** @type {typeof import('../../../src/options/write-options.js')} */
const { WRITE_OPTIONS } = await load('options/write-options.js');
/** @type {typeof import('../../../src/targets.js')} */
const { TARGET_ROWS } = await load('targets.js');
/** @type {typeof import('../../../src/types.js')} */
const { FOOTPRINTS_3D, TEXTURE_FORMATS } = await load('types.js');

/** The published schema. */
export function optionSchema() {
  const rules = [
    ...encodeRules(TEXTURE_FORMATS, FOOTPRINTS_3D, normalLayoutsOf, isAlwaysLinear),
    ...targetRules(TARGET_ROWS, normalLayoutsOf, isAlwaysLinear),
  ];
  return buildSchema(
    [
      ['EncodeOptions', ENCODE_OPTIONS, rules],
      ['DecodeOptions', DECODE_OPTIONS],
      ['EncoderOptions', ENCODER_OPTIONS],
      ['WriteOptions', WRITE_OPTIONS],
      ['ReadImageOptions', READ_IMAGE_OPTIONS],
      ['InspectOptions', INSPECT_OPTIONS],
      ['PickOptions', PICK_OPTIONS],
      ['ValidateOptions', VALIDATE_OPTIONS],
    ],
    'EncodeOptions',
  );
}

/** That of configs. */
export function configSchema() {
  return buildConfigSchema(CONFIG_OPTIONS, RULE_OPTIONS);
}

/** The tables of the README. */
export function optionTables() {
  const commands = {
    encode: ENCODE_FLAGS,
    decode: DECODE_FLAGS,
    convert: CONVERT_FLAGS,
    info: INFO_FLAGS,
    compare: COMPARE_FLAGS,
    analyze: ANALYZE_FLAGS,
    validate: VALIDATE_FLAGS,
    bench: BENCH_FLAGS,
    cache: CACHE_FLAGS,
    worker: WORKER_FLAGS,
  };
  const own = Object.entries(commands).map(([name, options]) => [`\`${name}\``, withoutTalk(options)]);
  own.push([batchTitle(), without(BATCH_FLAGS, ENCODE_FLAGS)]);
  return [...own, ['Every command', TALK_OPTIONS]]
    .map(([title, options]) => `**${title}**\n\n${renderTable(/** @type {never} */ (options), flags)}`)
    .join('\n\n');
}

/** `batch` has what `encode` has, and is told by the differences. */
function batchTitle() {
  const missing = Object.keys(without(ENCODE_FLAGS, BATCH_FLAGS)).map((name) => `\`${flags.flagName(name)}\``);
  return `\`batch\` (beside those of \`encode\`, but for ${missing.join(', ')})`;
}

/** @param {import('../../../src/options/option.js').Options} options */
function withoutTalk(options) {
  return without(options, TALK_OPTIONS);
}

/**
 * @param {import('../../../src/options/option.js').Options} options
 * @param {object} others
 */
function without(options, others) {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !(name in others)));
}
