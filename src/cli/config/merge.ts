/** Layers of options → the options that hold, each with its source. */
import { checkEffects, checkValues, hasEffect } from '../../options/check.js';
import { defaultsOf, type Option, type Options, type OptionsOf } from '../../options/option.js';
import type { Speech } from '../../options/speech.js';
import { STANDARD_STREAM } from '../files/names.js';
import { type Given, isSwitchedOff } from '../flags.js';
import { slipHint } from '../slips.js';
import { DEFAULT_SOURCE, isPointed, type Layer, RANKS, type Source } from './layer.js';

/** Options of several sources together. */
export interface Merged<O extends Options = Options> extends Given<O> {
  sourceOf: (option: string) => Source;
}

interface Chosen {
  value: unknown;
  source: Source;
}
type Choices = Map<string, Chosen>;

/** Options of which one at most makes sense: the one of the strongest source is meant. */
const ALTERNATIVES: readonly (readonly string[])[] = [
  ['force', 'skipExisting', 'update'],
  ['quiet', 'verbose'],
  ['keepGoing', 'failFast'],
  ['resize', 'scale'],
  ['multipleOf', 'pot'],
  ['zstd', 'zlib'],
  ['depth', 'cubemap'],
  ['depth', 'array'],
];

/** Values that leave weaker sources' options nothing to do. */
const OVERRIDES: readonly { option: string; is: (value: unknown) => boolean; others: readonly string[] }[] = [
  { option: 'mipmaps', is: (value) => value === false, others: ['levels'] },
  { option: 'container', is: (value) => value !== 'ktx2', others: ['zstd', 'zlib'] },
  {
    option: 'output',
    is: (value) => value === STANDARD_STREAM,
    others: ['force', 'skipExisting', 'update', 'verify'],
  },
];

/**
 * @param layers  from the weakest to the strongest
 * @returns what holds; what has no effect is left out where its source is no flag and no rule, or weaker than what makes it so
 */
export function mergeLayers<O extends Options>(layers: readonly Layer[], options: O): Merged<O> {
  const choices: Choices = new Map();
  for (const { source, values } of layers) {
    for (const [name, value] of Object.entries(values)) if (name in options) choices.set(name, { value, source });
  }
  leaveOverridden(choices);
  while (leaveIneffective(choices, options));
  // What is off is as if nobody had spoken of it, once it has won.
  const values = Object.fromEntries(
    Object.entries(valuesOf(choices)).filter(([name, value]) => !isOff(options[name]!, value)),
  );
  const sourceOf = (name: string) => choices.get(name)?.source ?? DEFAULT_SOURCE;
  const speech: Speech = {
    name: (name) => sourceOf(name).name(name),
    typed: (name) => sourceOf(name).typed?.(name),
    hint: (name, typed) => (sourceOf(name).typed ? slipHint(name, typed) : undefined),
    isLiteral: true,
  };
  return { values: values as OptionsOf<O>, speech, sourceOf };
}

/**
 * What does not go together, of all sources, and what other commands take and this one does not.
 *
 * @throws {AstcError} E_OPTION
 */
export function checkMerged({ values, speech }: Merged, options: Options): void {
  checkEffects(checkValues(values, options, speech), options, speech);
}

const valuesOf = (choices: Choices) => Object.fromEntries([...choices].map(([name, { value }]) => [name, value]));
const rankOf = (choices: Choices, name: string) => choices.get(name)?.source.rank ?? RANKS.default;

function leaveOverridden(choices: Choices): void {
  for (const names of ALTERNATIVES) {
    const given = names.filter((name) => choices.has(name) && choices.get(name)!.value !== false);
    const strongest = Math.max(...given.map((name) => rankOf(choices, name)));
    for (const name of given) if (rankOf(choices, name) < strongest) choices.delete(name);
  }
  for (const { option, is, others } of OVERRIDES) {
    const by = choices.get(option);
    if (by === undefined || !is(by.value)) continue;
    for (const name of others) if (rankOf(choices, name) < by.source.rank) choices.delete(name);
  }
}

const isOff = (option: Option, value: unknown) => value === false && isSwitchedOff(option);

/** @returns whether any was left out, and others may have lost their effect with it */
function leaveIneffective(choices: Choices, options: Options): boolean {
  const filled = { ...defaultsOf(options), ...valuesOf(choices) };
  for (const [name, { value, source }] of choices) {
    const option = options[name]!;
    if (isOff(option, value) || hasEffect(option, filled)) continue;
    const other = rankOf(choices, option.onlyWith!.option);
    const isDefault = value === option.default && !option.onlyWith!.isStrict && source.rank < RANKS.flag;
    const isLoose = !isPointed(source) && other !== source.rank;
    if (other <= source.rank && !isDefault && !isLoose) continue;
    choices.delete(name);
    return true;
  }
  return false;
}
