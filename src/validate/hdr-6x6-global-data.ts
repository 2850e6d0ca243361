/**
 * Global data of UASTC HDR 6x6 intermediate: where slices lie, each of which begins with its own type and size.
 * Spec: KTX 2.0, "Basis UASTC HDR 6x6 Intermediate Global Data".
 */
import { hex } from './file-bytes.js';
import { listImages } from './images.js';
import { ISSUE } from './issues.js';
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
  for (const { level, name } of listImages(file)) {
    if (at === view.byteLength) break;
    checkImage(file, view, at, level, name);
    at += IMAGE_BYTES;
  }
}

function checkImage(file: Ktx2File, view: DataView, at: number, level: number, name: string): void {
  const { report, levels, bytes } = file;
  const [offset, length, type] = [0, 4, 8].map((field) => view.getUint32(at + field, true)) as [number, number, number];
  const { byteOffset, byteLength } = levels[level]!;
  if (length === 0) report.add(ISSUE.hdr6x6RgbZero, `${name}.`);
  if (offset + length > byteLength) {
    report.add(ISSUE.hdr6x6RgbSlice, `${name}: byte ${offset}, ${length} bytes; the level has ${byteLength}.`);
  }
  const [profile, version] = [(type >> 8) & 0xff, type & 0xff];
  if (profile !== PROFILE) report.add(ISSUE.hdr6x6Profile, `${name}: it is ${hex(profile, 2)}.`);
  if (!VERSIONS.includes(version)) report.add(ISSUE.hdr6x6Version, `${name}: it is ${hex(version, 2)}.`);
  checkSlice(file, bytes.view(byteOffset + offset, SLICE_HEADER_BYTES, `The slice of ${name},`), type, level, name);
}

function checkSlice(file: Ktx2File, slice: DataView, type: number, level: number, name: string): void {
  const { report } = file;
  const [own, width, height] = [0, 2, 4].map((at) => slice.getUint16(at, true)) as [number, number, number];
  const both = (shift: number) => `${hex((own >> shift) & 0xff, 2)}, not ${hex((type >> shift) & 0xff, 2)}`;
  if (((own ^ type) & 0xff00) !== 0) report.add(ISSUE.hdr6x6ProfileMismatch, `${name}: it is ${both(8)}.`);
  if (((own ^ type) & 0xff) !== 0) report.add(ISSUE.hdr6x6VersionMismatch, `${name}: it is ${both(0)}.`);
  const size = file.levelSize(level);
  if (width !== (size.width & 0xffff) || height !== (size.height & 0xffff)) {
    report.add(ISSUE.hdr6x6Dimensions, `${name}: it is ${width} x ${height}, not ${size.width} x ${size.height}.`);
  }
}
