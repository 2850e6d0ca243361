/** The flags of declared options: how they read in `--help`, and how their texts become values. */
import { type Command, Option as Flag } from 'commander';
import { checkEffects, checkValues, describeValues, typeableOption } from '../options/check.js';
import { flagName } from '../options/flag-name.js';
import type { Condition, Option, Options, OptionsOf } from '../options/option.js';
import { failOption, listWords, type Speech } from '../options/speech.js';
import { SLIPS, type Slip, slipHint } from './slips.js';

export { flagName } from '../options/flag-name.js';

/** Flags with one letter. */
const SHORT_NAMES: Readonly<Record<string, string>> = { output: '-o', recursive: '-r' };

/** What commands were declared with. */
const DECLARED = new WeakMap<Command, Options>();

/** The options that {@link addFlags} gave a command. */
export function declaredOptions(command: Command): Options {
  return DECLARED.get(command) ?? {};
}

/** What was given on the command line. */
export interface Given<O extends Options> {
  /** Checked values by option, as the library takes them; what was not given is not there. */
  values: OptionsOf<O>;
  /** Speaks of flags and shows what was typed. */
  speech: Speech;
}

/** Whether an option can be given as text. */
export function hasFlag({ words, range, pattern }: Option): boolean {
  return words !== undefined || range !== undefined || pattern !== undefined;
}

/**
 * Adds the flags of options to a command, and those that are only there to be refused with a hint.
 *
 * @returns what reads the flags of a run; it throws E_OPTION for a wrong value, a flag given twice or another tool's,
 *   E_UNSUPPORTED for what this version cannot do
 */
export function addFlags<O extends Options>(command: Command, options: O): () => Given<O> {
  const read = declareFlags(command, options);
  return () => {
    const given = read();
    checkEffects(given.values as Readonly<Record<string, unknown>>, options, given.speech);
    return given;
  };
}

/**
 * The same where a config and the environment say more: what has no effect alone may have one beside them. What they
 * switched on `--no-…` switches off.
 */
export function addOpenFlags<O extends Options>(command: Command, options: O): () => Given<O> {
  const read = declareFlags(command, options);
  for (const [name, option] of Object.entries(options)) {
    if (isSwitchedOff(option)) command.addOption(new Flag(flagName(name).replace('--', '--no-')).hideHelp());
  }
  return read;
}

/** Whether an option can be `false`, and is unless somebody says otherwise. */
export function isSwitchedOff(option: Option): boolean {
  return option.words?.includes(false) === true && option.default !== true;
}

function declareFlags<O extends Options>(command: Command, options: O): () => Given<O> {
  DECLARED.set(command, options);
  const shown = Object.entries(options).filter(([, option]) => hasFlag(option));
  const slips = SLIPS.filter(({ option }) => option in options);
  for (const [name, option] of shown) command.addOption(declareFlag(name, option));
  for (const { flag } of slips) command.addOption(new Flag(flag).hideHelp());
  const counts = countFlags(command);
  return () => {
    const given = givenTexts(command);
    refuseRepeated(counts, options);
    refuseSlips(command, slips);
    const speech = speechOf(given);
    const values = Object.fromEntries([...given].map(([name, value]) => [name, valueOfText(options[name], value)]));
    checkValues(values, options, speech);
    return { values: values as OptionsOf<O>, speech };
  };
}

function declareFlag(name: string, option: Option): Flag {
  const flag = new Flag(flagUsage(name, option), describeFlag(option));
  return option.isRepeatable ? flag.argParser((text, before: string[] = []) => [...before, text]) : flag;
}

/** Those of the given values that are options of a call. */
export function pickValues<O extends Options>({ values }: Pick<Given<Options>, 'values'>, options: O): OptionsOf<O> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name in options)) as OptionsOf<O>;
}

/** How a flag stands in `--help`: "--block <footprint>", "--force", "--no-progress". */
export function flagUsage(name: string, option: Option): string {
  const short = SHORT_NAMES[name] === undefined ? '' : `${SHORT_NAMES[name]}, `;
  if (isSwitch(option))
    return `${short}${option.default === true ? flagName(name).replace('--', '--no-') : flagName(name)}`;
  const valueName = option.valueName ?? (option.words === undefined ? 'number' : 'name');
  return `${short}${flagName(name)} ${standsAlone(option) ? `[${valueName}]` : `<${valueName}>`}`;
}

/** A line for people: what it is for, its values, when it counts, its default. */
export function describeFlag(option: Option): string {
  const { help, onlyWith, expected } = option;
  const values = isSwitch(option) || expected !== undefined ? '' : `: ${describeValues(typeableOption(option))}`;
  const notes = [];
  if (onlyWith) notes.push(`with ${describeCondition(onlyWith)}`);
  const otherwise = option.otherwise ?? option.default;
  if (otherwise !== undefined && !isSwitch(option)) notes.push(`default: ${otherwise}`);
  return `${help}${values}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`;
}

/** "--content normal", "--diff". */
export function describeCondition({ option, values = [], orGiven }: Condition): string {
  const words = values.filter((value) => value !== true);
  const own = `${flagName(option)} ${listWords(words)}`.trimEnd();
  return orGiven === undefined ? own : `${own} or ${flagName(orGiven)}`;
}

/** A flag without a value. */
export function isSwitch(option: Option): boolean {
  return standsAlone(option) && option.words!.every((word) => typeof word === 'boolean');
}

/** A flag that may come without a value. */
function standsAlone({ words }: Option): boolean {
  return words?.includes(true) === true;
}

/**
 * Words of a command line in which a flag that may stand alone takes what follows only if it is one of its words: in
 * `encode --gpu photo.png` the picture is no mode.
 */
export function keepOperands(words: readonly string[], options: Options): string[] {
  return words.map((word, index) => {
    const found = Object.entries(options).find(([name]) => flagName(name) === word);
    const isLone = found !== undefined && standsAlone(found[1]) && !isSwitch(found[1]);
    return isLone && !found[1].words!.includes(words[index + 1] ?? '') ? `${word}=` : word;
  });
}

/** Counts how often each flag is given: commander itself keeps the last. */
function countFlags(command: Command): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const flag of command.options) {
    const name = flag.attributeName();
    command.on(`option:${flag.name()}`, () => counts.set(name, (counts.get(name) ?? 0) + 1));
  }
  return counts;
}

function refuseRepeated(counts: ReadonlyMap<string, number>, options: Options): void {
  for (const [name, count] of counts) {
    if (count > 1 && !options[name]?.isRepeatable)
      failOption(`Expected ${flagName(name)} once but received it ${count} times`);
  }
}

function refuseSlips(command: Command, slips: readonly Slip[]): void {
  for (const flag of command.options) {
    const value = command.getOptionValue(flag.attributeName());
    const slip = value === undefined ? undefined : slips.find((each) => each.flag === flag.flags);
    if (slip) failOption(`unknown option '${slip.flag.split(' ')[0]}'`, `did you mean ${slip.means(String(value))}?`);
  }
}

/** What stands behind a flag: a text, several, or nothing. */
type GivenText = string | string[] | boolean;

/** Texts by option; `true` for a flag without one. */
function givenTexts(command: Command): ReadonlyMap<string, GivenText> {
  const values = Object.entries(command.opts<Record<string, GivenText>>());
  return new Map(values.filter(([name]) => command.getOptionValueSource(name) === 'cli'));
}

function speechOf(given: ReadonlyMap<string, GivenText>): Speech {
  const typed = (name: string) => {
    const value = given.get(name);
    return typeof value === 'boolean' ? '' : Array.isArray(value) ? value.join(' ') : value;
  };
  return { name: flagName, typed, hint: slipHint, isLiteral: true };
}

/** The library's value of a text. What cannot be one stays text: the check then says what was expected. */
export function valueOfText(option: Option | undefined, value: GivenText): unknown {
  if (option === undefined || typeof value !== 'string') return value;
  const { words = [], range, count, fields, isList } = option;
  if (isList) return value.split(',').map((word) => word.trim());
  if (value === '' && standsAlone(option)) return true;
  if (words.includes(value)) return value;
  if (count !== undefined) return numberList(value);
  if (fields) {
    const numbers = numberList(value);
    if (numbers.length !== fields.length) return value;
    return Object.fromEntries(fields.map((field, index) => [field, numbers[index]]));
  }
  return range || words.some((word) => typeof word === 'number') ? numberOrText(value) : value;
}

/** A number if the text is one, the text itself if not. */
function numberOrText(text: string): number | string {
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : text;
}

/** "1,1,1,0.5" → [1, 1, 1, 0.5]. */
function numberList(text: string): (number | string)[] {
  return text.split(',').map((part) => numberOrText(part.trim()));
}
