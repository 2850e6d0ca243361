/** Boxes of ISO media files, which AVIF is made of. Spec: ISO/IEC 14496-12, "Object structure". */

export interface Box {
  type: string;
  /** Over the file's memory. */
  data: Uint8Array;
}

/** Boxes side by side; one that is longer than the rest ends the list. */
export function* readBoxes(bytes: Uint8Array): Generator<Box, void> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let offset = 0; offset + 8 <= bytes.length; ) {
    const byteLength = view.getUint32(offset) || bytes.length - offset;
    if (byteLength < 8 || offset + byteLength > bytes.length) return;
    yield { type: textAt(bytes, offset + 4), data: bytes.subarray(offset + 8, offset + byteLength) };
    offset += byteLength;
  }
}

/** Where AVIF keeps the properties of its items: boxes on the way, and bytes before the first box inside each. */
const PROPERTIES_PATH: readonly (readonly [type: string, headBytes: number])[] = [
  ['meta', 4],
  ['iprp', 0],
  ['ipco', 0],
];

/** Properties of all items of an AVIF; none where there is no such list. */
export function readItemProperties(bytes: Uint8Array): Box[] {
  let inside = bytes;
  for (const [type, headBytes] of PROPERTIES_PATH) {
    const box = [...readBoxes(inside)].find((each) => each.type === type);
    if (box === undefined) return [];
    inside = box.data.subarray(headBytes);
  }
  return [...readBoxes(inside)];
}

/** Four letters. */
export function textAt(bytes: Uint8Array, offset: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + 4));
}
