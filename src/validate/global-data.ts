/** Supercompression global data: read where a scheme has some. Spec: KTX 2.0, "Supercompression Global Data". */

import { viewOf } from '../unpack/numbers.js';
import { checkBasisGlobalData } from './basis-global-data.js';
import { checkHdr6x6GlobalData } from './hdr-6x6-global-data.js';
import type { Ktx2File } from './ktx2-file.js';
import { SCHEME } from './names.js';

export function checkGlobalData(file: Ktx2File): void {
  const { sgdByteOffset, sgdByteLength, supercompressionScheme: scheme } = file.header;
  if (sgdByteOffset === 0 || sgdByteLength === 0) return;
  const view = viewOf(file.bytes.part(sgdByteOffset, sgdByteLength, 'Supercompression global data'));
  if (scheme === SCHEME.BASIS_LZ) checkBasisGlobalData(file, view);
  if (scheme === SCHEME.UASTC_HDR_6X6_INTERMEDIATE) checkHdr6x6GlobalData(file, view);
}
