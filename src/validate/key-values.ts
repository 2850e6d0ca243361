/** Key/value data: entries, their keys and padding; what known keys hold is for `known-keys.ts`. Spec: KTX 2.0, "Key/Value Data". */

import { align, viewOf } from '../unpack/numbers.js';
import { ISSUE } from './issues.js';
import { KNOWN_KEYS } from './known-keys.js';
import type { Ktx2File } from './ktx2-file.js';
import { compareBytes, isUtf8, showBytes } from './text-bytes.js';

/** Limit of `ktx validate`; the specification has none. */
const MAX_ENTRIES = 100;

/** A length, and the shortest key with its NUL. */
const MIN_ENTRY_BYTES = 6;
const LENGTH_BYTES = 4;

interface Entry {
  keyBytes: Uint8Array;
  /** As messages show it: whole where it is one that the specification knows. */
  key: string;
  value: Uint8Array;
}

export function checkKeyValues(file: Ktx2File): void {
  const { kvdByteOffset, kvdByteLength } = file.header;
  if (kvdByteOffset === 0 || kvdByteLength === 0) return;
  const bytes = file.bytes.part(kvdByteOffset, kvdByteLength, 'Key/value data');
  const entries = readEntries(file, bytes);
  const sorted = entries.toSorted((a, b) => compareBytes(a.keyBytes, b.keyBytes));
  if (sorted.some((entry, index) => entries[index] !== entry)) {
    file.report.add(ISSUE.keysUnsorted, `The order is ${entries.map(({ key }) => key).join(', ')}.`);
  }
  file.keys = new Set(entries.map(({ key }) => key));
  for (const entry of sorted) checkEntry(file, entry);
  checkTogether(file);
}

function checkEntry(file: Ktx2File, { key, value }: Entry): void {
  const check = Object.hasOwn(KNOWN_KEYS, key) ? KNOWN_KEYS[key] : undefined;
  if (check !== undefined) {
    check(file, value);
    return;
  }
  const issue = /^(KTX|ktx)/.test(key) ? ISSUE.unknownReservedKey : ISSUE.customKey;
  file.report.add(issue, `The key is ${key}.`);
}

/** What keys ask of each other. */
function checkTogether({ report, keys }: Ktx2File): void {
  if (keys.has('KTXanimData') && keys.has('KTXcubemapIncomplete')) {
    report.add(ISSUE.animationBesideCubeFaces, 'Both are there.');
  }
  if (keys.has('KTXwriter')) return;
  if (keys.has('KTXwriterScParams')) report.add(ISSUE.writerRequired, 'KTXwriter is not there.');
  else report.add(ISSUE.writerMissing, 'KTXwriter is not there.');
}

function readEntries(file: Ktx2File, bytes: Uint8Array): Entry[] {
  const { report } = file;
  const entries: Entry[] = [];
  let at = 0;
  for (let number = 1; at < bytes.length; number++) {
    const left = bytes.length - at;
    if (number > MAX_ENTRIES) {
      report.add(ISSUE.tooManyKeyValues, `${MAX_ENTRIES} entries are checked, and ${left} bytes are left.`);
      return entries;
    }
    if (left < MIN_ENTRY_BYTES) {
      report.add(ISSUE.keyValueCut, `${left} bytes are left, and an entry has ${MIN_ENTRY_BYTES} or more.`);
      return entries;
    }
    const length = entryLength(file, bytes, at);
    const start = at + LENGTH_BYTES;
    if (length >= 2) readEntry(file, bytes.subarray(start, start + length), entries);
    at = checkPadding(file, bytes, start + length);
  }
  if (at !== bytes.length) {
    report.add(
      ISSUE.keyValuesLength,
      `Entries have ${at} bytes with their padding, and kvdByteLength is ${bytes.length}.`,
    );
  }
  return entries;
}

/** Bytes of key and value, cut to what is there. */
function entryLength({ report }: Ktx2File, bytes: Uint8Array, at: number): number {
  const length = viewOf(bytes).getUint32(at, true);
  const left = bytes.length - at - LENGTH_BYTES;
  const details = `keyAndValueByteLength is ${length}, and ${left} bytes are left.`;
  if (length < 2) report.add(ISSUE.keyValueTooShort, details);
  if (length > left && length >= 2) report.add(ISSUE.keyValueTooLong, details);
  return Math.min(length, left);
}

function readEntry({ report }: Ktx2File, pair: Uint8Array, entries: Entry[]): void {
  const nul = pair.indexOf(0);
  const keyBytes = nul < 0 ? pair : pair.subarray(0, nul);
  if (keyBytes.length === 0) {
    report.add(ISSUE.emptyKey, `Entry ${entries.length + 1} begins with NUL.`);
    return;
  }
  const hasBom = keyBytes[0] === 0xef && keyBytes[1] === 0xbb && keyBytes[2] === 0xbf;
  const plainBytes = hasBom ? keyBytes.subarray(3) : keyBytes;
  const key = showBytes(plainBytes);
  const details = `The key is ${key}.`;
  if (hasBom) report.add(ISSUE.keyBom, details);
  if (!isUtf8(plainBytes)) report.add(ISSUE.keyNotUtf8, details);
  if (nul < 0) report.add(ISSUE.keyUnterminated, details);
  const isDuplicate = entries.some((entry) => compareBytes(entry.keyBytes, plainBytes) === 0);
  if (isDuplicate) report.add(ISSUE.duplicateKey, details);
  entries.push({ keyBytes: plainBytes, key, value: nul < 0 ? new Uint8Array(0) : pair.subarray(nul + 1) });
}

/** @returns where the next entry begins */
function checkPadding({ report, header }: Ktx2File, bytes: Uint8Array, end: number): number {
  const next = align(end, 4);
  for (let at = end; at < Math.min(next, bytes.length); at++) {
    if (bytes[at] === 0) continue;
    report.add(ISSUE.paddingNotZero, `Byte ${header.kvdByteOffset + at}, behind a key/value entry, is ${bytes[at]}.`);
  }
  return next;
}
