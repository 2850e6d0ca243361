/** Texts of key/value data. */

/** One character a byte: shows what is no UTF-8 either. */
export function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

export function isUtf8(bytes: Uint8Array): boolean {
  try {
    // Decoders refuse memory that threads share, so the bytes are copied.
    new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
    return true;
  } catch {
    return false;
  }
}

/** The text before the NUL that texts end in, and whether that is there. */
export function untilNul(value: Uint8Array): { bytes: Uint8Array; text: string; isTerminated: boolean } {
  const isTerminated = value.at(-1) === 0;
  const bytes = isTerminated ? value.subarray(0, -1) : value;
  return { bytes, text: latin1(bytes), isTerminated };
}
