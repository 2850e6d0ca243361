/**
 * Key/value data, alike in KTX 1 and KTX2: entries of a 32-bit length, a key, NUL, a value, and padding to four bytes.
 * Spec: KTX File Format Specification 2.0, "Key/Value Data".
 */
import type { ByteReader } from './byte-reader.js';

/** Values by key, byte for byte. */
export type KeyValues = Record<string, Uint8Array<ArrayBuffer>>;

/** Where key/value data lies, and what to do about an entry that makes no sense. */
export interface KeyValuePlace {
  byteOffset: number;
  byteLength: number;
  fail: (what: string) => never;
}

/** Reads all entries; values share memory with the file. */
export function readKeyValues(reader: ByteReader, { byteOffset, byteLength, fail }: KeyValuePlace): KeyValues {
  reader.require(byteOffset, byteLength, 'key/value data');
  const end = byteOffset + byteLength;
  const entries = new Map<string, Uint8Array<ArrayBuffer>>();
  for (let entry = byteOffset; entry < end; ) {
    if (end - entry < 4) fail(`key/value entry at byte ${entry} (expected 4 bytes of length, got ${end - entry})`);
    const entryLength = reader.u32(entry, 'key/value length');
    if (entryLength > end - entry - 4) {
      fail(`key/value length at byte ${entry} (expected at most ${end - entry - 4}, got ${entryLength})`);
    }
    const bytes = reader.slice(entry + 4, entryLength, 'key/value entry');
    const keyLength = bytes.indexOf(0);
    const key = keyLength < 1 ? undefined : decodeText(bytes.subarray(0, keyLength));
    if (key === undefined) return fail(`key at byte ${entry + 4} (expected UTF-8 text that ends in NUL)`);
    if (entries.has(key)) fail(`key at byte ${entry + 4} (expected each key once, got a second ${key})`);
    entries.set(key, bytes.subarray(keyLength + 1));
    entry += 4 + padded(entryLength);
  }
  return Object.fromEntries(entries);
}

/** Lays entries out, sorted by the bytes of their keys as KTX2 wants it, little-endian. */
export function layOutKeyValues(entries: Readonly<Record<string, Uint8Array>>): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const rows = Object.entries(entries).map(([key, value]) => ({ key: encoder.encode(key), value }));
  rows.sort((a, b) => compareBytes(a.key, b.key));
  const entryLength = ({ key, value }: (typeof rows)[number]) => key.length + 1 + value.length;
  const data = new Uint8Array(rows.reduce((sum, row) => sum + 4 + padded(entryLength(row)), 0));
  const view = new DataView(data.buffer);
  let at = 0;
  for (const row of rows) {
    view.setUint32(at, entryLength(row), true);
    data.set(row.key, at + 4);
    data.set(row.value, at + 4 + row.key.length + 1);
    at += 4 + padded(entryLength(row));
  }
  return data;
}

/** A text value as files have it: UTF-8 that ends in NUL. */
export function textValue(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${text}\0`);
}

/** The text of a value up to its NUL; undefined where it is none. */
export function textOf(value: Uint8Array | undefined): string | undefined {
  if (value === undefined) return undefined;
  const length = value.indexOf(0);
  return decodeText(length < 0 ? value : value.subarray(0, length));
}

/** A text as one line: it comes from a file, and people print it on terminals. */
export function lineOf(value: Uint8Array | undefined): string | undefined {
  const line = textOf(value)
    ?.replace(/\p{Cc}+/gu, ' ')
    .trim();
  return line === '' ? undefined : line;
}

function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const first = a.findIndex((byte, index) => byte !== b[index]);
  return first < 0 ? a.length - b.length : a[first]! - (b[first] ?? -1);
}
