/** Words for what a caller handed over, for error messages. */
import { AstcError } from '../errors.js';

/** The type's own name, whichever window, frame or context its object comes from. */
export function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}

/** What came, in a few words: `null`, `"text"`, `an Int8Array of 12`, `a Promise`, `an object of keys a, b`. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  const name = nameOf(value);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const length = 'length' in value ? ` of ${value.length}` : '';
    return `${withArticle(name)}${length}`;
  }
  return name === 'Object' ? describeKeys(value) : withArticle(name);
}

function nameOf(value: object): string {
  const tag = tagOf(value);
  if (tag !== 'Object') return tag;
  const maker: unknown = value.constructor;
  return typeof maker === 'function' && maker.name !== '' ? maker.name : tag;
}

function describeKeys(value: object): string {
  const keys = Object.keys(value);
  if (keys.length === 0) return 'an object without keys';
  return `an object of ${keys.slice(0, 6).join(', ')}${keys.length > 6 ? '…' : ''}`;
}

function withArticle(name: string): string {
  return `${/^[AEIOU](?!int)/i.test(name) ? 'an' : 'a'} ${name}`;
}

/**
 * One of the words, or the fallback where there is none.
 *
 * @throws {AstcError} E_OPTION
 */
export function pickWord<T extends string>(name: string, value: unknown, words: readonly T[], fallback: T): T {
  if (value === undefined) return fallback;
  if (words.includes(value as T)) return value as T;
  const expected = `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
  throw new AstcError('E_OPTION', `Expected ${expected} for the image's ${name} but received ${describe(value)}`);
}
