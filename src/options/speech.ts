/** How errors speak of options: the library by their names, the command line by its flags. */
import { AstcError } from '../errors.js';
import { nearestWord } from '../nearest.js';

export interface Speech {
  /** What an option is called. */
  name: (option: string) => string;
  /** The value as it was typed, where it was. */
  typed?: (option: string) => string | undefined;
  /** What to do instead of a value that a habit from other tools suggests. */
  hint?: (option: string, typed: string) => string | undefined;
  /** Whether what is given was asked for, even where it is the default. */
  isLiteral?: true;
}

export const LIBRARY_SPEECH: Speech = { name: (option) => option };

/** "a", "a or b", "a, b or c". */
export function listWords(words: readonly unknown[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** "did you mean …?", where a word is near. */
export function suggest(typed: unknown, words: readonly unknown[]): string | undefined {
  const word = typeof typed === 'string' ? nearestWord(typed, words.map(String)) : undefined;
  return word === undefined ? undefined : `did you mean ${word}?`;
}

/** A value as a message shows it: texts that look like numbers in quotes, objects of a class by its name. */
export function showValue(value: unknown): string {
  if (value === '') return 'an empty text';
  if (typeof value === 'string') return Number.isNaN(Number(value)) ? value : `"${value}"`;
  if (typeof value === 'function') return 'a function';
  const className = Object.prototype.toString.call(value).slice(8, -1);
  if (className !== 'Object' && className !== 'Array')
    return typeof value === 'object' && value ? className : String(value);
  try {
    return JSON.stringify(value);
  } catch {
    // Circles and big integers.
    return className;
  }
}

/** @throws {AstcError} E_OPTION */
export function failOption(message: string, hint?: string): never {
  throw new AstcError('E_OPTION', message, hint === undefined ? {} : { hint });
}
