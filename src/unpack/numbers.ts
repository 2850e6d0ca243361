/** Numbers in bytes, and how messages show them. */

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A 64-bit number; beyond 2^53 it is rounded, which is farther than any file goes. */
export function u64(view: DataView, offset: number): number {
  return Number(view.getBigUint64(offset, true));
}

/** The next multiple of `alignment`. */
export function align(value: number, alignment: number): number {
  return Math.ceil(value / alignment) * alignment;
}

/** `0x0000001F`. */
export function hex(value: number, digits = 8): string {
  return `0x${value.toString(16).toUpperCase().padStart(digits, '0')}`;
}
