/** Padding between the parts of a file. Spec: KTX 2.0, "File Structure". */
import { ISSUE } from './issues.js';
import { HEADER_BYTES, type Ktx2File, LEVEL_INDEX_ENTRY_BYTES } from './ktx2-file.js';

/** Parts in the order they should have; one that lies elsewhere has an error of its own and no padding. */
export function checkPadding(file: Ktx2File): void {
  const { header, levels } = file;
  let end = HEADER_BYTES + file.levelCount * LEVEL_INDEX_ENTRY_BYTES;
  const checkBefore = (offset: number, length: number, name: string) => {
    if (offset === 0 || length === 0) return;
    if (offset >= end) checkZeros(file, end, offset, name);
    end = Math.max(end, offset + length);
  };
  checkBefore(header.dfdByteOffset, header.dfdByteLength, 'the data format descriptor');
  checkBefore(header.kvdByteOffset, header.kvdByteLength, 'key/value data');
  checkBefore(header.sgdByteOffset, header.sgdByteLength, 'supercompression global data');
  for (let level = levels.length - 1; level >= 0; level--) {
    checkBefore(levels[level]!.byteOffset, levels[level]!.byteLength, `level ${level}`);
  }
}

/** Tells of the first byte only. */
function checkZeros({ bytes, report }: Ktx2File, start: number, end: number, name: string): void {
  const padding = bytes.part(start, end - start, `Padding before ${name}`);
  let at = 0;
  while (at < padding.length && padding[at] === 0) at++;
  if (at < padding.length) report.add(ISSUE.paddingNotZero, `Byte ${start + at}, before ${name}, is ${padding[at]}.`);
}
