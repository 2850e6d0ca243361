/** Keys and texts of key/value data: bytes of any length, of which messages show the beginning. */

/** Bytes of a text that a message shows. */
const SHOWN_BYTES = 200;
/** Bytes decoded at a time: a text may be as long as the file. */
const CHUNK_BYTES = 2 ** 16;

/** One character a byte, which shows what is no UTF-8 either; the rest of a long text is three dots. */
export function showBytes(bytes: Uint8Array): string {
  const shown = String.fromCharCode(...bytes.subarray(0, SHOWN_BYTES));
  return bytes.length > SHOWN_BYTES ? `${shown}...` : shown;
}

export function isUtf8(bytes: Uint8Array): boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      // Decoders refuse memory that threads share, so the bytes are copied.
      decoder.decode(Uint8Array.from(bytes.subarray(at, at + CHUNK_BYTES)), { stream: true });
    }
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** The order of code points, which is that of the bytes of UTF-8. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    if (a[at] !== b[at]) return a[at]! - b[at]!;
  }
  return a.length - b.length;
}

/** A value without the NUL that texts end in, and whether that is there. */
export function untilNul(value: Uint8Array): { bytes: Uint8Array; text: string; isTerminated: boolean } {
  const isTerminated = value.at(-1) === 0;
  const bytes = isTerminated ? value.subarray(0, -1) : value;
  return { bytes, text: showBytes(bytes), isTerminated };
}
