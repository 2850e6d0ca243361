/** Global data of BasisLZ: lengths of codebooks, where slices lie. Spec: KTX 2.0, "BasisLZ Global Data". */

import { hex } from '../unpack/numbers.js';
import { MODEL } from '../vk-formats/index.js';
import { countImages, type ImagePlace, listImages, placeName } from './images.js';
import { ISSUE, type Issue } from './issues.js';
import type { Ktx2File } from './ktx2-file.js';

/** endpointCount, selectorCount; then four lengths of 32 bits. */
const HEADER_BYTES = 20;
const LENGTHS = ['endpointsByteLength', 'selectorsByteLength', 'tablesByteLength', 'extendedByteLength'] as const;
const LENGTHS_AT = 4;

/** Five numbers of 32 bits. */
const IMAGE_BYTES = 20;

/** ETC1S_P_FRAME: the image refers to the one before. */
const P_FRAME = 0x02;

interface ImageDescription {
  imageFlags: number;
  rgbSliceByteOffset: number;
  rgbSliceByteLength: number;
  alphaSliceByteOffset: number;
  alphaSliceByteLength: number;
}

const IMAGE_FIELDS: readonly (keyof ImageDescription)[] = [
  ...(['imageFlags', 'rgbSliceByteOffset', 'rgbSliceByteLength'] as const),
  ...(['alphaSliceByteOffset', 'alphaSliceByteLength'] as const),
];

export function checkBasisGlobalData(file: Ktx2File, view: DataView): void {
  const { report } = file;
  if (view.byteLength < HEADER_BYTES) {
    report.add(ISSUE.basisHeaderSize, `sgdByteLength is ${view.byteLength}, and the header has ${HEADER_BYTES} bytes.`);
    return;
  }
  const imageCount = countImages(file);
  checkLengths(file, view, imageCount);
  if (view.byteLength < HEADER_BYTES + imageCount * IMAGE_BYTES) return;
  let hasPFrame = false;
  let at = HEADER_BYTES;
  for (const place of listImages(file)) {
    const image = readImage(view, at);
    checkImage(file, image, place);
    hasPFrame ||= (image.imageFlags & P_FRAME) !== 0;
    at += IMAGE_BYTES;
  }
  if (hasPFrame && !file.keys.has('KTXanimData')) {
    report.add(ISSUE.basisFrameWithoutAnimation, 'An image is a P frame, and KTXanimData is not there.');
  }
}

function checkLengths({ report, descriptor }: Ktx2File, view: DataView, imageCount: number): void {
  const lengths = LENGTHS.map((_, index) => view.getUint32(LENGTHS_AT + index * 4, true));
  const expected = lengths.reduce((sum, length) => sum + length, HEADER_BYTES + imageCount * IMAGE_BYTES);
  if (view.byteLength !== expected) {
    const listed = LENGTHS.map((name, index) => `${name} ${lengths[index]}`).join(', ');
    const details = `sgdByteLength is ${view.byteLength}, not ${expected}: ${imageCount} images, ${listed}.`;
    report.add(ISSUE.basisSize, details);
  }
  if (descriptor?.model === MODEL.ETC1S && lengths[3] !== 0) {
    report.add(ISSUE.basisExtended, `extendedByteLength is ${lengths[3]}.`);
  }
}

function readImage(view: DataView, at: number): ImageDescription {
  const fields = IMAGE_FIELDS.map((name, index) => [name, view.getUint32(at + index * 4, true)]);
  return Object.fromEntries(fields) as unknown as ImageDescription;
}

function checkImage({ report, levels, descriptor }: Ktx2File, image: ImageDescription, place: ImagePlace): void {
  const { imageFlags, rgbSliceByteLength, alphaSliceByteLength } = image;
  const sampleCount = descriptor?.samples.length ?? 0;
  const levelLength = levels[place.level]!.byteLength;
  const add = (issue: Issue, what: string) => report.add(issue, `${placeName(place)}: ${what}.`);
  const checkSlice = (kind: 'rgb' | 'alpha', issue: Issue) => {
    const [offset, length] = [image[`${kind}SliceByteOffset`], image[`${kind}SliceByteLength`]];
    if (offset + length > levelLength) {
      add(issue, `it lies at byte ${offset} and has ${length} bytes, and the level has ${levelLength}`);
    }
  };
  if ((imageFlags & ~P_FRAME) !== 0) add(ISSUE.basisFlags, `they are ${hex(imageFlags)}`);
  if (rgbSliceByteLength === 0) add(ISSUE.basisRgbZero, 'it is 0');
  checkSlice('rgb', ISSUE.basisRgbSlice);
  checkSlice('alpha', ISSUE.basisAlphaSlice);
  if (alphaSliceByteLength === 0 && sampleCount === 2) add(ISSUE.basisAlphaMissing, 'it is 0');
  if (alphaSliceByteLength !== 0 && sampleCount === 1) add(ISSUE.basisAlphaExtra, `it is ${alphaSliceByteLength}`);
}
