/** Checks given options against a declaration, before any work. */
import { AstcError } from '../errors.js';
import type { LaterOptions } from './later-options.js';
import { defaultsOf, type FilledOf, type Option, type Options, type Range, type Word } from './option.js';
import { failOption, LIBRARY_SPEECH, listWords, type Speech, showValue, suggest } from './speech.js';

/** What there is to check against, and who is spoken to. */
export interface CheckContext {
  /** Options of a later version. */
  later?: LaterOptions;
  speech?: Speech | undefined;
}

/**
 * Checks every option given and fills in the defaults. `undefined` is an option that was not given.
 *
 * @throws {AstcError} E_OPTION for a wrong value, an unknown name, an option without effect; E_UNSUPPORTED for what this
 *   version cannot do
 */
export function fillOptions<O extends Options>(given: object, options: O, context: CheckContext = {}): FilledOf<O> {
  const { later = {}, speech = LIBRARY_SPEECH } = context;
  if (given === null || typeof given !== 'object') failOption(`Expected an object for options but received ${given}`);
  const values = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  for (const [name, value] of Object.entries(values)) {
    if (Object.hasOwn(options, name)) checkValue(name, value, options[name]!, speech);
    else if (!Object.hasOwn(later, name)) refuseUnknown(name, Object.keys(options));
  }
  refuseLater(values, options, later, speech);
  const filled = { ...defaultsOf(options), ...values } as Record<string, unknown>;
  for (const name of Object.keys(later)) delete filled[name];
  for (const [name, value] of Object.entries(values)) {
    if (options[name]) refuseWithoutEffect(name, value, options[name], filled, speech);
  }
  return filled as FilledOf<O>;
}

function refuseUnknown(name: string, names: readonly string[]): never {
  failOption(`Expected one of ${names.join(', ')} for options but received ${name}`, suggest(name, names));
}

/** @throws {AstcError} E_OPTION */
export function checkValue(name: string, value: unknown, option: Option, speech: Speech = LIBRARY_SPEECH): void {
  if (accepts(option, value) || isLater(option, value)) return;
  const typed = speech.typed?.(name) ?? showValue(value);
  const hint = speech.hint?.(name, typed) ?? (option.words && suggest(value, option.words));
  failOption(`Expected ${describeValues(option)} for ${speech.name(name)} but received ${typed}`, hint);
}

/** Whether an option takes a value. */
function accepts(option: Option, value: unknown): boolean {
  const { words, range, count, fields, pattern, is } = option;
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
function refuseLater(
  values: Readonly<Record<string, unknown>>,
  options: Options,
  later: LaterOptions,
  speech: Speech,
): void {
  const fail = (name: string, what: string): never => {
    const value = speech.typed ? (speech.typed(name) ?? '') : showValue(values[name]);
    const received = `${speech.name(name)} ${value}`.trimEnd();
    throw new AstcError('E_UNSUPPORTED', `this version ${what} (received ${received})`);
  };
  for (const [name, { what }] of Object.entries(later)) {
    if (values[name] === undefined || values[name] === false) continue;
    fail(name, what);
  }
  for (const [name, value] of Object.entries(values)) {
    const option = options[name];
    if (option && isLater(option, value)) fail(name, option.later!.what);
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
  const { onlyWith } = option;
  if (onlyWith === undefined) return;
  const { option: otherName, values, orGiven, isStrict } = onlyWith;
  const otherValue = filled[otherName];
  if (values ? values.includes(otherValue as Word) : otherValue !== undefined) return;
  if (orGiven !== undefined && filled[orGiven] !== undefined) return;
  if (value === option.default && !isStrict && !speech.isLiteral) return;
  const other = speech.name(otherName);
  const own = speech.name(name);
  if (values === undefined || values.includes(true)) failOption(`Expected ${other} beside ${own}`);
  const hint = `${own} is for ${other} ${listWords(values)}`;
  failOption(`Expected no ${own} for ${other} ${otherValue} but received ${showValue(value)}`, hint);
}

/** The values an option takes, to follow "Expected": "a, b or a whole number from 1 to 256". */
export function describeValues({ expected, words = [], range, unit }: Option): string {
  if (expected !== undefined) return expected;
  return listWords(range ? [...words, describeRange(range, unit)] : words);
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
