/** Orientation: which way up the stored pixels are shown, as EXIF and KTX say it. Spec: CIPA DC-008 (EXIF), "Orientation"; TIFF 6.0. */
import type { Image } from '../types.js';

const ORIENTATION_TAG = 0x0112;
const ENTRY_BYTES = 12;

/** 1 to 8; 1, as stored, where nothing or nonsense is said. */
export function readOrientation(exif: Uint8Array): number {
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength);
  try {
    const isLittleEndian = view.getUint16(0) === 0x4949;
    const directory = view.getUint32(4, isLittleEndian);
    const count = view.getUint16(directory, isLittleEndian);
    for (let index = 0; index < count; index++) {
      const entry = directory + 2 + index * ENTRY_BYTES;
      if (view.getUint16(entry, isLittleEndian) !== ORIENTATION_TAG) continue;
      const orientation = view.getUint16(entry + 8, isLittleEndian);
      return orientation >= 1 && orientation <= 8 ? orientation : 1;
    }
  } catch (error) {
    // Every read is bounds-checked by DataView: a RangeError is malformed EXIF.
    if (!(error instanceof RangeError)) throw error;
  }
  return 1;
}

/** EXIF orientation by whether columns run from the right, and rows from below. */
const BY_AXES = { rd: 1, ld: 2, lu: 3, ru: 4 } as const;

/**
 * The image with its first row on top and its first column on the left.
 *
 * @param axes  where those of the stored image point, as KTXorientation has it: `ru`; default `rd`
 */
export function uprightImage<T extends Image>(image: T, axes = ''): T {
  return orientImage(image, BY_AXES[`${axes[0] === 'l' ? 'l' : 'r'}${axes[1] === 'u' ? 'u' : 'd'}`]);
}

/** The image as it is shown. */
export function orientImage<T extends Image>(image: T, orientation: number): T {
  if (orientation === 1) return image;
  const { width, height } = image;
  const isTurned = orientation >= 5;
  const [shownWidth, shownHeight] = isTurned ? [height, width] : [width, height];
  // What each step right and down of the shown image is in the stored one.
  const isFlippedX = [2, 3, 7, 8].includes(orientation);
  const isFlippedY = [3, 4, 6, 7].includes(orientation);
  const data = new (image.data.constructor as new (length: number) => Image['data'])(image.data.length);
  for (let y = 0, to = 0; y < shownHeight; y++) {
    for (let x = 0; x < shownWidth; x++, to += 4) {
      const [alongX, alongY] = isTurned ? [y, x] : [x, y];
      const storedX = isFlippedX ? width - 1 - alongX : alongX;
      const storedY = isFlippedY ? height - 1 - alongY : alongY;
      const from = (storedY * width + storedX) * 4;
      for (let component = 0; component < 4; component++) data[to + component] = image.data[from + component]!;
    }
  }
  return { ...image, width: shownWidth, height: shownHeight, data };
}
