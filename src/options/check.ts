/** Checks given options against a declaration, before any work. */
import { AstcError } from '../errors.js';
import { defaultsOf, type FilledOf, type Option, type Options, type Range, type Word } from './option.js';
import { failOption, LIBRARY_SPEECH, listWords, type Speech, showValue, suggest } from './speech.js';

/** Who is spoken to. */
export interface CheckContext {
  speech?: Speech | undefined;
}

/**
 * Checks every option given and fills in the defaults. `undefined` is an option that was not given.
 *
 * @throws {AstcError} E_OPTION for a wrong value, an unknown name, an option without effect; E_UNSUPPORTED for what this
 *   version cannot do
 */
export function fillOptions<O extends Options>(given: object, options: O, context: CheckContext = {}): FilledOf<O> {
  const { speech = LIBRARY_SPEECH } = context;
  const values = checkValues(given, options, speech);
  checkEffects(values, options, speech);
  return { ...defaultsOf(options), ...values } as unknown as FilledOf<O>;
}

/** Each value by itself. @returns those that are there. @throws {AstcError} as {@link fillOptions} */
export function checkValues(given: object, options: Options, speech: Speech): Readonly<Record<string, unknown>> {
  if (given === null || typeof given !== 'object') failOption(`Expected an object for options but received ${given}`);
  const values = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  for (const [name, value] of Object.entries(values)) {
    if (Object.hasOwn(options, name)) checkValue(name, value, options[name]!, speech);
    else refuseUnknown(name, Object.keys(options));
  }
  refuseLater(values, options, speech);
  return values;
}

/** What the values do beside each other. @throws {AstcError} E_OPTION for an option without effect */
export function checkEffects(values: Readonly<Record<string, unknown>>, options: Options, speech: Speech): void {
  const filled = { ...defaultsOf(options), ...values };
  for (const [name, value] of Object.entries(values)) {
    if (options[name]) refuseWithoutEffect(name, value, options[name], filled, speech);
  }
}

function refuseUnknown(name: string, names: readonly string[]): never {
  failOption(`Expected one of ${names.join(', ')} for options but received ${name}`, suggest(name, names));
}

/** @throws {AstcError} E_OPTION */
export function checkValue(name: string, value: unknown, option: Option, speech: Speech = LIBRARY_SPEECH): void {
  if (accepts(option, value) || isLater(option, value)) return;
  const typed = speech.typed?.(name) ?? showValue(value);
  const hint = speech.hint?.(name, typed) ?? (option.words && suggest(value, option.words));
  const expected = describeValues(speech.isLiteral ? typeableOption(option) : option);
  failOption(`Expected ${expected} for ${speech.name(name)} but received ${typed}`, hint);
}

/** Whether an option takes a value. */
function accepts(option: Option, value: unknown): boolean {
  const { words, range, count, fields, pattern, is, isList } = option;
  if (isList) return Array.isArray(value) && value.length > 0 && value.every((each) => words!.includes(each));
  if (words?.includes(value as Word)) return true;
  if (count !== undefined) {
    if (!Array.isArray(value) || value.length !== count || !value.every((each) => isIn(each, range))) return false;
    return !option.isNonZero || value.some((each) => each > 0);
  }
  if (fields) return isRecord(value) && hasOnly(value, fields) && fields.every((field) => isIn(value[field], range));
  if (pattern !== undefined) {
    const texts = option.isRepeatable && Array.isArray(value) ? value : [value];
    return texts.every((text) => typeof text === 'string' && new RegExp(pattern).test(text));
  }
  return range ? isIn(value, range) : (is?.(value) ?? false);
}

function isLater({ later }: Option, value: unknown): boolean {
  return later?.words.includes(value as Word) ?? false;
}

/** What the contract names and this version cannot do: never ignored, always said. */
function refuseLater(values: Readonly<Record<string, unknown>>, options: Options, speech: Speech): void {
  for (const [name, value] of Object.entries(values)) {
    const option = options[name];
    if (!option || !isLater(option, value)) continue;
    const received = `${speech.name(name)} ${speech.typed?.(name) ?? showValue(value)}`;
    throw new AstcError('E_UNSUPPORTED', `this version ${option.later!.what} (received ${received})`);
  }
}

/** An option that another one makes meaningless was meant otherwise; its default in an object of defaults was not. */
function refuseWithoutEffect(
  name: string,
  value: unknown,
  option: Option,
  filled: Readonly<Record<string, unknown>>,
  speech: Speech,
): void {
  if (hasEffect(option, filled)) return;
  const { option: otherName, values, isStrict } = option.onlyWith!;
  const otherValue = filled[otherName];
  if (value === option.default && !isStrict && !speech.isLiteral) return;
  const other = speech.name(otherName);
  const own = speech.name(name);
  if (values === undefined || values.includes(true) || otherValue === undefined)
    failOption(`Expected ${other} beside ${own}`);
  const hint = `${own} is for ${other} ${listWords(values)}`;
  failOption(`Expected no ${own} for ${other} ${otherValue} but received ${showValue(value)}`, hint);
}

/** Whether what an option depends on is there. */
export function hasEffect({ onlyWith }: Option, filled: Readonly<Record<string, unknown>>): boolean {
  if (onlyWith === undefined) return true;
  const { option, values, orGiven } = onlyWith;
  const value = filled[option];
  if (values ? values.includes(value as Word) : value !== undefined) return true;
  return orGiven !== undefined && filled[orGiven] !== undefined;
}

/** The values an option takes, to follow "Expected": "a, b or a whole number from 1 to 256". */
export function describeValues({ expected, words = [], range, unit }: Option): string {
  if (expected !== undefined) return expected;
  return listWords(range ? [...words, describeRange(range, unit)] : words);
}

/** The option as it is typed: a flag alone is `true`, not its text. */
export function typeableOption(option: Option): Option {
  return option.words ? { ...option, words: option.words.filter((word) => typeof word !== 'boolean') } : option;
}

function describeRange({ min, max, isWhole }: Range, unit?: string): string {
  return `a ${isWhole ? 'whole ' : ''}number${unit ? ` of ${unit}` : ''} from ${min} to ${max}`;
}

function isIn(value: unknown, { min, max, isWhole }: Range = { min: 0, max: 0 }): boolean {
  return typeof value === 'number' && value >= min && value <= max && (!isWhole || Number.isInteger(value));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function hasOnly(value: object, fields: readonly string[]): boolean {
  return Object.keys(value).every((key) => fields.includes(key));
}
