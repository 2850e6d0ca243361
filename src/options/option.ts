/** What an option is: plain data that the check, the command line, the README's table and the JSON schema all read. */

export type Word = string | number | boolean;

/** Inclusive limits of a number. */
export interface Range {
  min: number;
  max: number;
  isWhole?: true;
}

/** An option is without effect unless another one has one of these values, or is given at all. */
export interface Condition {
  option: string;
  values?: readonly Word[];
  /** Another option that will do, if it is given at all. */
  orGiven?: string;
  /** Refused even where it equals its default: what happens is not what it says. */
  isStrict?: true;
}

/** Words of a later version: known, not advertised, refused with E_UNSUPPORTED. */
export interface LaterWords {
  words: readonly Word[];
  /** What this version does instead, after "this version". */
  what: string;
}

/** What every kind of option may say. */
interface Facts<D> {
  /** One line for people: follows the flag in `--help`, stands in tables and in the schema. */
  help: string;
  /** Missing where "not given" is a value of its own; then `help` says what that means. */
  default?: D;
  /** What happens where nothing is given, in words, where no value can say it. */
  otherwise?: string;
  onlyWith?: Condition;
  later?: LaterWords;
  /** What the value is called in `--help`. Default: `name`, or `number` for numbers. */
  valueName?: string;
  /** Values worth showing, of which a word list or a range would not tell. */
  examples?: readonly unknown[];
}

/** One option with values of type `T`; `D` is the type of its default, `undefined` where it has none. */
export interface Option<T = unknown, D = unknown> extends Partial<Facts<D>> {
  /** Values it takes, one by one. */
  words?: readonly Word[];
  /** Numbers it takes, alone or as members of a list or an object. */
  range?: Range;
  /** Unit of the numbers, in the plural. */
  unit?: string;
  /** How many numbers a list holds, where it is a list. */
  count?: number;
  /** Whether one of the list's numbers at least must be above 0. */
  isNonZero?: true;
  /** Whether it is a list of its words: one or more, in any order. */
  isList?: true;
  /** Names of the numbers, where it is an object. */
  fields?: readonly string[];
  /** Pattern of the texts it takes. */
  pattern?: string;
  /** Which part of the text names a file: a config means it from its own folder. */
  namesPath?: 'whole' | 'after =';
  /** May be given several times on a command line: the value is the list of them. */
  isRepeatable?: true;
  /** What is expected, where words and range do not tell; reads well after "Expected". */
  expected?: string;
  /** The test of what only code can give, in place of words and numbers. Such options have no flag and no schema. */
  is?: (value: unknown) => boolean;
  /** Carries the type; never there. */
  readonly type?: T;
}

export type Options = Readonly<Record<string, Option>>;

/** One of some words. */
export function oneOf<const T extends Word, const D extends T | undefined = undefined>(
  words: readonly T[],
  facts: Facts<D>,
): Option<T, D> {
  return { words, ...facts };
}

/** One of some words, or a number. */
export function wordOrNumber<const T extends Word, const D extends T | number | undefined = undefined>(
  words: readonly T[],
  range: Range,
  facts: Facts<D> & { unit?: string },
): Option<T | number, D> {
  return { words, range, ...facts };
}

/** A number. */
export function numberIn<const D extends number | undefined = undefined>(
  range: Range,
  facts: Facts<D> & { unit?: string },
): Option<number, D> {
  return { range, ...facts };
}

/** `count` numbers. */
export function numbersIn<const D extends readonly number[] | undefined = undefined>(
  count: number,
  range: Range,
  facts: Facts<D> & { expected: string; isNonZero?: true },
): Option<readonly number[], D> {
  return { count, range, ...facts };
}

/** `count` numbers, or one of some words. */
export function numbersOrWord<const T extends Word, const D extends T | readonly number[] | undefined = undefined>(
  words: readonly T[],
  count: number,
  range: Range,
  facts: Facts<D> & { expected: string; isNonZero?: true },
): Option<T | readonly number[], D> {
  return { words, count, range, ...facts };
}

/** Some of the words. */
export function someOf<const T extends Word>(
  words: readonly T[],
  facts: Facts<undefined> & { expected: string },
): Option<readonly T[], undefined> {
  return { words, isList: true, ...facts };
}

/** An object of numbers. */
export function fieldsIn<const F extends string>(
  fields: readonly F[],
  range: Range,
  facts: Facts<undefined> & { expected: string },
): Option<Record<F, number>, undefined> {
  return { fields, range, ...facts };
}

/** A text of a pattern. */
export function textLike<const D extends string | undefined = undefined>(
  pattern: string,
  facts: Facts<D> & { expected: string },
): Option<string, D> {
  return { pattern, ...facts };
}

/** What only code can give: a function, a signal, a module. */
export function objectLike<T>(expected: string, is: (value: unknown) => boolean): Option<T, undefined> {
  return { expected, is };
}

type ValueOf<O> = O extends Option<infer T, unknown> ? T : never;
type DefaultOf<O> = O extends Option<unknown, infer D> ? D : undefined;
type WithDefault<O> = { [K in keyof O]: DefaultOf<O[K]> extends undefined ? never : K }[keyof O];

/** The object that callers pass: every option may be left out. The declaration's comments come along. */
export type OptionsOf<O extends Options> = { -readonly [K in keyof O]?: ValueOf<O[K]> | undefined };

/** The same after the check: options that have a default are there. */
export type FilledOf<O extends Options> = { [K in WithDefault<O>]: ValueOf<O[K]> } & {
  [K in Exclude<keyof O, WithDefault<O>>]?: ValueOf<O[K]> | undefined;
};

/** The defaults, in the order of the declaration. */
export type DefaultsOf<O extends Options> = { readonly [K in WithDefault<O>]: DefaultOf<O[K]> };

/** Options that have a default, with it. */
export function defaultsOf<O extends Options>(options: O): DefaultsOf<O> {
  const given = Object.entries(options).filter(([, option]) => option.default !== undefined);
  return Object.fromEntries(given.map(([name, option]) => [name, option.default])) as DefaultsOf<O>;
}
