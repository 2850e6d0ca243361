/** An entry of the cache: a texture file, what was said of it when it was made, and a sum over both. */
import { createHash } from 'node:crypto';

export interface CacheEntry {
  /** The texture file. */
  bytes: Uint8Array;
  /** The entry of the JSON document, less what is about one run. */
  facts: Record<string, unknown>;
  /** Warnings of reading and compressing. */
  warnings: readonly string[];
}

const MAGIC = 'astc-wasm cache 1';
const NEWLINE = 0x0a;
/** Bytes in which the head ends, at most. */
const MAX_HEAD = 1 << 20;

/** Two lines of text, then the file. */
export function packEntry({ bytes, facts, warnings }: CacheEntry): Uint8Array {
  const head = JSON.stringify({ facts, warnings, length: bytes.length });
  const text = new TextEncoder().encode(`${MAGIC} ${sumOf(head, bytes)}\n${head}\n`);
  const packed = new Uint8Array(text.length + bytes.length);
  packed.set(text);
  packed.set(bytes, text.length);
  return packed;
}

/** The entry, or undefined where the bytes are not those that were packed. */
export function unpackEntry(packed: Uint8Array): CacheEntry | undefined {
  const magicEnd = packed.subarray(0, MAX_HEAD).indexOf(NEWLINE);
  const headEnd = packed.subarray(0, MAX_HEAD).indexOf(NEWLINE, magicEnd + 1);
  if (magicEnd < 0 || headEnd < 0) return undefined;
  const decoder = new TextDecoder();
  const sum = decoder.decode(packed.subarray(0, magicEnd)).slice(MAGIC.length + 1);
  const head = decoder.decode(packed.subarray(magicEnd + 1, headEnd));
  const bytes = packed.subarray(headEnd + 1);
  if (sum !== sumOf(head, bytes)) return undefined;
  const { facts, warnings } = JSON.parse(head) as CacheEntry;
  return { bytes, facts, warnings };
}

function sumOf(head: string, bytes: Uint8Array): string {
  return createHash('sha256').update(head).update('\n').update(bytes).digest('hex');
}
