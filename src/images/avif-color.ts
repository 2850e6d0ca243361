/**
 * What an AVIF says of its colours where it has no ICC profile: the code points of its `colr` box.
 * Spec: ISO/IEC 14496-12, "Colour information"; AVIF keeps it with the properties of its items, in `meta/iprp/ipco`.
 */
import { meaningOfCodePoints } from './code-points.js';
import type { ColorMeaning } from './color-meaning.js';

/** Boxes on the way, and bytes before the first box inside each. */
const PATH: readonly (readonly [type: string, headBytes: number])[] = [
  ['meta', 4],
  ['iprp', 0],
  ['ipco', 0],
];

/** The first code points of the file; an image without any is sRGB. */
export function meaningOfAvif(bytes: Uint8Array): ColorMeaning {
  let inside: Uint8Array | undefined = bytes;
  for (const [type, headBytes] of PATH) {
    inside = inside && [...readBoxes(inside)].find((box) => box.type === type)?.data.subarray(headBytes);
  }
  for (const { type, data } of readBoxes(inside ?? new Uint8Array(0))) {
    if (type !== 'colr' || data.length < 8 || textAt(data, 0) !== 'nclx') continue;
    return meaningOfCodePoints((data[4]! << 8) | data[5]!, (data[6]! << 8) | data[7]!, 'nclx');
  }
  return { kind: 'srgb' };
}

/** Boxes side by side; one that is longer than the rest ends the list. */
function* readBoxes(bytes: Uint8Array): Generator<{ type: string; data: Uint8Array }, void> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let offset = 0; offset + 8 <= bytes.length; ) {
    const byteLength = view.getUint32(offset) || bytes.length - offset;
    if (byteLength < 8 || offset + byteLength > bytes.length) return;
    yield { type: textAt(bytes, offset + 4), data: bytes.subarray(offset + 8, offset + byteLength) };
    offset += byteLength;
  }
}

function textAt(bytes: Uint8Array, offset: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + 4));
}
