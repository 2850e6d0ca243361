/** What a config says, checked by the declarations of the options; a fault is told with its place in the file. */
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { AstcError } from '../../errors.js';
import { checkValues } from '../../options/check.js';
import { CONFIG_OPTIONS, RULE_OPTIONS } from '../../options/config-options.js';
import type { Option, Options } from '../../options/option.js';
import { failOption, LIBRARY_SPEECH, showValue, suggest } from '../../options/speech.js';
import { isBucket } from '../cache/cache-store.js';
import { STANDARD_STREAM } from '../files/names.js';
import { type Layer, RANKS } from './layer.js';

/** Options for some files. */
export interface Rule extends Layer {
  /** As seen from the config's folder. */
  patterns: readonly string[];
}

export interface CheckedConfig {
  /** As messages name it. */
  name: string;
  folder: string;
  top: Layer;
  rules: readonly Rule[];
}

/** What stands beside options. */
const TOP_NAMES = ['$schema', 'rules'];
const RULE_NAMES = ['files'];

/** @param path  absolute @throws {AstcError} E_OPTION, E_UNSUPPORTED */
export function checkConfig(said: unknown, path: string): CheckedConfig {
  const name = nameFromHere(path);
  const folder = dirname(path);
  const top = recordOf(said, `${name}: Expected an object`);
  const { $schema, rules = [], ...options } = top;
  if ($schema !== undefined && typeof $schema !== 'string')
    failOption(`${name}: $schema: Expected a text but received ${showValue($schema)}`);
  if (!Array.isArray(rules)) failOption(`${name}: rules: Expected a list of rules but received ${showValue(rules)}`);
  return {
    name,
    folder,
    top: {
      source: sourceOf(name, RANKS.config),
      values: checkFields(options, CONFIG_OPTIONS, { place: `${name}: `, folder, others: TOP_NAMES }),
    },
    rules: rules.map((rule, index) => checkRule(rule, index, { name, folder })),
  };
}

function checkRule(said: unknown, index: number, { name, folder }: { name: string; folder: string }): Rule {
  const place = `rules[${index}]`;
  const { files, ...options } = recordOf(said, `${name}: ${place}: Expected an object with files and options`);
  const patterns = [files].flat();
  if (patterns.length === 0 || !patterns.every((each) => typeof each === 'string' && each !== ''))
    failOption(
      `${name}: ${place}.files: Expected a pattern of files or a list of them but received ${showValue(files)}`,
    );
  return {
    patterns: patterns as string[],
    source: sourceOf(`${name} ${place}`, RANKS.firstRule + index),
    values: checkFields(options, RULE_OPTIONS, { place: `${name}: ${place}.`, folder, others: RULE_NAMES }),
  };
}

/** "astc.config.json rules[2]", and an option of it "astc.config.json rules[2].block". */
function sourceOf(label: string, rank: number) {
  const joint = rank === RANKS.config ? ' ' : '.';
  return { rank, label: () => label, name: (option: string) => `${label}${joint}${option}` };
}

interface Place {
  /** What stands before the name of a field. */
  place: string;
  folder: string;
  others: readonly string[];
}

function checkFields(said: Readonly<Record<string, unknown>>, options: Options, { place, folder, others }: Place) {
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(said)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(options, name)) refuseName(name, place, [...others, ...Object.keys(options)]);
    try {
      checkValues({ [name]: value }, { [name]: options[name]! }, LIBRARY_SPEECH);
    } catch (cause) {
      if (!(cause instanceof AstcError)) throw cause;
      const { code, message, hint } = cause;
      throw new AstcError(code, `${place}${name}: ${message}`, { cause, ...(hint && { hint }) });
    }
    values[name] = fromFolder(value, options[name]!, folder);
  }
  return values;
}

function refuseName(name: string, place: string, names: readonly string[]): never {
  if (Object.hasOwn(CONFIG_OPTIONS, name))
    failOption(
      `${place}${name}: Expected an option of one file's texture but received ${name}, one of the whole run`,
      'it belongs at the top, beside rules',
    );
  failOption(`${place}${name}: Expected the name of an option but received ${name}`, suggest(name, names));
}

/** Paths are meant from the config's folder; the run sees them from the working folder. */
function fromFolder(value: unknown, { namesPath, isRepeatable }: Option, folder: string): unknown {
  if (isRepeatable) return [value].flat().map((text) => (namesPath ? afterSign(text as string, folder) : text));
  return namesPath === undefined ? value : pathFrom(value as string, folder);
}

function afterSign(text: string, folder: string): string {
  const sign = text.indexOf('=');
  return sign < 0 ? text : text.slice(0, sign + 1) + pathFrom(text.slice(sign + 1), folder);
}

function pathFrom(path: string, folder: string): string {
  if (path === STANDARD_STREAM || isAbsolute(path) || isBucket(path)) return path;
  const isFolder = path.endsWith('/') || path.endsWith(sep);
  return nameFromHere(resolve(folder, path)) + (isFolder ? sep : '');
}

function nameFromHere(path: string): string {
  return relative('.', path) || '.';
}

function recordOf(value: unknown, expected: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    failOption(`${expected} but received ${showValue(value)}`);
  return value as Readonly<Record<string, unknown>>;
}
