/** The options of a run and of each of its files: flags over the environment over the rules and the top of a config. */
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { CONFIG_OPTIONS } from '../../options/config-options.js';
import type { Options } from '../../options/option.js';
import { STANDARD_STREAM } from '../files/names.js';
import type { Given } from '../flags.js';
import type { Session } from '../session.js';
import { namingFile } from '../stages/naming-file.js';
import { type CheckedConfig, checkConfig, type Rule } from './check-config.js';
import { readEnvironment, unknownVariables } from './environment.js';
import { findConfig } from './find-config.js';
import { type Layer, RANKS } from './layer.js';
import { loadConfig } from './load-config.js';
import { checkMerged, type Merged, mergeLayers } from './merge.js';

/** Options by the file they are for. */
export interface RunOptions<O extends Options> {
  /** Of the run: of no rule. What goes together is judged for each file. */
  run: Merged<O>;
  /** The config's file, absolute; undefined where there is none. */
  config: string | undefined;
  hasRules: boolean;
  /** Options of the config that the command does not have. */
  unheard: ReadonlySet<string>;
  /** The options of the command, as declared. */
  declared: Options;
  /**
   * Of an input; one object for all that the same rules match. Of no input: `run`.
   *
   * @throws {AstcError} E_OPTION for an option without effect
   */
  of: (path: string | undefined) => Merged<O>;
  /** The same, unchecked: to be looked at. */
  peek: (path: string | undefined) => Merged<O>;
}

/**
 * @param options  of the command; others that a config or the environment has are none of its business
 * @param own  names of those that the command line alone can give
 * @throws {AstcError} E_OPTION, E_READ, E_UNSUPPORTED for the config and the environment
 */
export async function openRunOptions<O extends Options>(
  session: Session,
  given: Given<O>,
  options: O,
  own: readonly string[] = [],
): Promise<RunOptions<O>> {
  const known = { ...CONFIG_OPTIONS, ...options };
  for (const message of unknownVariables(known, process.env)) session.warn('environment', message);
  const shared = Object.fromEntries(Object.entries(options).filter(([name]) => !own.includes(name)));
  const environment = readEnvironment(shared, process.env);
  const flags = layerOfFlags(given);
  const { config: asked } = { ...environment.values, ...flags.values } as { config?: string | false };
  const config = await readConfig(asked, session.signal);
  const strong = [environment, flags];
  const ofCommand = ({ source, values }: Layer) => ({
    source,
    values: Object.fromEntries(Object.entries(values).filter(([name]) => name in shared)),
  });
  const merge = (rules: readonly Layer[]) =>
    mergeLayers([...(config ? [config.top] : []), ...rules].map(ofCommand).concat(strong), options);
  const run = merge([]);
  session.heed(run.values);
  const rulesOf = config && (await openRules(config));
  const merged = new Map<string, Merged<O>>([['', run]]);
  const peek = (path: string | undefined) => {
    const rules = path === undefined ? [] : (rulesOf?.(path) ?? []);
    const key = rules.map(({ source }) => source.rank).join();
    const found = merged.get(key) ?? merge(rules);
    merged.set(key, found);
    return found;
  };
  const of = (path: string | undefined) => {
    const found = peek(path);
    checkMerged(found, options);
    return found;
  };
  const said = config === undefined ? [] : [config.top, ...config.rules].flatMap(({ values }) => Object.keys(values));
  const unheard = new Set(said.filter((name) => !(name in options)));
  return { run, unheard, config: config?.path, hasRules: (config?.rules.length ?? 0) > 0, declared: options, of, peek };
}

function layerOfFlags({ values, speech }: Given<Options>): Layer {
  const { name, typed } = speech;
  const source = { rank: RANKS.flag, label: () => 'flag', name, ...(typed && { typed }) };
  return { source, values: values as Readonly<Record<string, unknown>> };
}

async function readConfig(asked: string | false | undefined, signal: AbortSignal) {
  const path = await findConfig(asked, '.');
  if (path === undefined) return undefined;
  const said = await namingFile(relative('.', path), () => loadConfig(path, signal));
  return { ...checkConfig(said, path), path };
}

/** Which rules match a file. What comes from stdin has no name. */
async function openRules({ folder, rules }: CheckedConfig): Promise<(path: string) => readonly Rule[]> {
  if (rules.length === 0) return () => [];
  const { default: picomatch } = await import('picomatch');
  const matcher = (patterns: readonly string[]) => {
    const matchers = patterns.map((pattern) => picomatch(pattern.replace(/^\.\//, ''), { dot: true }));
    return (path: string) => matchers.some((matches) => matches(path));
  };
  const judges = rules.map(({ patterns }) => {
    const isWanted = matcher(patterns.filter((pattern) => !pattern.startsWith('!')));
    const isRefused = matcher(patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1)));
    return (path: string) => isWanted(path) && !isRefused(path);
  });
  return (path) => {
    const seen = relative(folder, resolve(path)).split(sep).join('/');
    if (path === STANDARD_STREAM || isAbsolute(seen)) return [];
    return rules.filter((_, index) => judges[index]!(seen));
  };
}
