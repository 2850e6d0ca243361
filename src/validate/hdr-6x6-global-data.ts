/**
 * Global data of UASTC HDR 6x6 intermediate: where slices lie, each of which begins with its own type and size.
 * Spec: KTX 2.0, "Basis UASTC HDR 6x6 Intermediate Global Data".
 */

import { hex } from '../unpack/numbers.js';
import { type ImagePlace, listImages, placeName } from './images.js';
import { ISSUE, type Issue } from './issues.js';
import type { Ktx2File } from './ktx2-file.js';

/** rgbSliceByteOffset, rgbSliceByteLength, rgbSliceType. */
const IMAGE_BYTES = 12;

/** rgbSliceType, width and height, in 16 bits each. */
const SLICE_HEADER_BYTES = 6;

const PROFILE = 0xab;
const VERSIONS = [0xcd, 0xce];

export function checkHdr6x6GlobalData(file: Ktx2File, view: DataView): void {
  const details = `sgdByteLength is ${view.byteLength}, and an image descriptor has ${IMAGE_BYTES} bytes.`;
  const isTooShort = view.byteLength < IMAGE_BYTES;
  if (isTooShort || view.byteLength % IMAGE_BYTES !== 0) {
    file.report.add(isTooShort ? ISSUE.hdr6x6Size : ISSUE.hdr6x6SizeUneven, details);
    return;
  }
  let at = 0;
  for (const place of listImages(file)) {
    if (at === view.byteLength) break;
    checkImage(file, view, at, place);
    at += IMAGE_BYTES;
  }
}

type Add = (issue: Issue, what: string) => void;

function checkImage(file: Ktx2File, view: DataView, at: number, place: ImagePlace): void {
  const [offset, length, type] = [0, 4, 8].map((field) => view.getUint32(at + field, true)) as [number, number, number];
  const { byteOffset, byteLength } = file.levels[place.level]!;
  const add: Add = (issue, what) => file.report.add(issue, `${placeName(place)}: ${what}.`);
  if (length === 0) add(ISSUE.hdr6x6RgbZero, 'it is 0');
  if (offset + length > byteLength) {
    add(ISSUE.hdr6x6RgbSlice, `it lies at byte ${offset} and has ${length} bytes, and the level has ${byteLength}`);
  }
  const [profile, version] = [(type >> 8) & 0xff, type & 0xff];
  if (profile !== PROFILE) add(ISSUE.hdr6x6Profile, `it is ${hex(profile, 2)}`);
  if (!VERSIONS.includes(version)) add(ISSUE.hdr6x6Version, `it is ${hex(version, 2)}`);
  const slice = file.bytes.view(byteOffset + offset, SLICE_HEADER_BYTES, `The slice of ${placeName(place)},`);
  checkSlice(slice, type, file.levelSize(place.level), add);
}

function checkSlice(slice: DataView, type: number, size: { width: number; height: number }, add: Add): void {
  const [own, width, height] = [0, 2, 4].map((at) => slice.getUint16(at, true)) as [number, number, number];
  const both = (shift: number) => `it is ${hex((own >> shift) & 0xff, 2)}, not ${hex((type >> shift) & 0xff, 2)}`;
  if (((own ^ type) & 0xff00) !== 0) add(ISSUE.hdr6x6ProfileMismatch, both(8));
  if (((own ^ type) & 0xff) !== 0) add(ISSUE.hdr6x6VersionMismatch, both(0));
  // Sizes have 16 bits here.
  if (width !== (size.width & 0xffff) || height !== (size.height & 0xffff)) {
    add(ISSUE.hdr6x6Dimensions, `it is ${width} x ${height}, not ${size.width} x ${size.height}`);
  }
}
