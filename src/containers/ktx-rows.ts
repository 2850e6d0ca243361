/**
 * Levels as KTX 1 lays them out: rows of texels begin at multiples of four bytes, and numbers stand in the byte order of the
 * file. Ours have neither. Spec: KTX File Format Specification 1.0, "GL_UNPACK_ALIGNMENT", "glTypeSize".
 */

/** Rows of a level: how long each is, and how far the next one lies in the file. */
export interface Rows {
  byteLength: number;
  stride: number;
  count: number;
}

/** @param byteLength  of one row of texels or blocks; those of blocks never need padding */
export function rowsOf(byteLength: number, count: number): Rows {
  return { byteLength, stride: Math.ceil(byteLength / 4) * 4, count };
}

/** Rows without their padding, swapped to our byte order; shares memory with the file where there is nothing to change. */
export function unpadRows(bytes: Uint8Array<ArrayBuffer>, rows: Rows, swapBytes: number): Uint8Array<ArrayBuffer> {
  if (rows.byteLength === rows.stride && swapBytes === 1) return bytes;
  const data = new Uint8Array(rows.byteLength * rows.count);
  for (let row = 0; row < rows.count; row++) {
    data.set(bytes.subarray(row * rows.stride, row * rows.stride + rows.byteLength), row * rows.byteLength);
  }
  if (swapBytes > 1) {
    for (let at = 0; at + swapBytes <= data.length; at += swapBytes) data.subarray(at, at + swapBytes).reverse();
  }
  return data;
}

/** Rows with their padding. */
export function padRows(data: Uint8Array, rows: Rows): Uint8Array {
  if (rows.byteLength === rows.stride) return data;
  const bytes = new Uint8Array(rows.stride * rows.count);
  for (let row = 0; row < rows.count; row++) {
    bytes.set(data.subarray(row * rows.byteLength, (row + 1) * rows.byteLength), row * rows.stride);
  }
  return bytes;
}
