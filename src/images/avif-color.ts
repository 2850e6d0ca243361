/**
 * What an AVIF says of its colours where it has no ICC profile: the code points of its `colr` box.
 * Spec: ISO/IEC 14496-12, "Colour information".
 */
import { meaningOfCodePoints } from './code-points.js';
import type { ColorMeaning } from './color-meaning.js';
import { readItemProperties, textAt } from './iso-boxes.js';

/** The first code points of the file; an image without any is sRGB. */
export function meaningOfAvif(bytes: Uint8Array): ColorMeaning {
  for (const { type, data } of readItemProperties(bytes)) {
    if (type !== 'colr' || data.length < 8 || textAt(data, 0) !== 'nclx') continue;
    return meaningOfCodePoints((data[4]! << 8) | data[5]!, (data[6]! << 8) | data[7]!, 'nclx');
  }
  return { kind: 'srgb' };
}
