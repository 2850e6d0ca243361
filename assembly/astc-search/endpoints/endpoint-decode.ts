/** What color integers decode to, in the layout of the trial. */
import { isHdrCem } from '../../astc/cem';
import { HDR_MASK_OFFSET, HDR_RECORD_BYTES, decodeHdrEndpoints } from '../../astc/endpoint-hdr';
import { LDR_ENDPOINTS_BYTES, decodeLdrEndpoints } from '../../astc/endpoint-ldr';

const ENDPOINTS: usize = memory.data(<i32>LDR_ENDPOINTS_BYTES, 16);
const HDR_ENDPOINTS: usize = memory.data(<i32>HDR_RECORD_BYTES, 16);

/**
 * Decodes one partition.
 *
 * @param valuesPtr  u8[8] uvalues
 * @param outPtr  out: u16[8], r g b a of endpoint 0 then of endpoint 1: 8 bits of the LDR modes, 12 of the HDR modes,
 *   whose LDR alpha is in sixteenths of 8 bits
 */
export function decodeEndpoints(cem: i32, valuesPtr: usize, outPtr: usize): void {
  if (isHdrCem(cem)) {
    decodeHdr(cem, valuesPtr, outPtr);
    return;
  }
  decodeLdrEndpoints(cem, valuesPtr, ENDPOINTS);
  for (let component: usize = 0; component < 4; component++) {
    store<u16>(outPtr + (component << 1), load<u8>(ENDPOINTS + (component << 3)));
    store<u16>(outPtr + (component << 1), load<u8>(ENDPOINTS + (component << 3), 4), 8);
  }
}

/** Decoded endpoints of an LDR mode, u8[8], as u16[8]. */
export function widenEndpoints(fromPtr: usize, outPtr: usize): void {
  v128.store(outPtr, v128.load8x8_u(fromPtr));
}

function decodeHdr(cem: i32, valuesPtr: usize, outPtr: usize): void {
  decodeHdrEndpoints(cem, valuesPtr, HDR_ENDPOINTS);
  for (let component: usize = 0; component < 4; component++) {
    const from = HDR_ENDPOINTS + (component << 2);
    const isHdr = load<i32>(from + HDR_MASK_OFFSET) != 0;
    const end0 = load<i32>(from);
    const end1 = load<i32>(from, 16);
    // 16 bits of HDR are 12 bits and a zero nibble, those of LDR are a byte twice.
    store<u16>(outPtr + (component << 1), isHdr ? end0 >> 4 : (end0 & 255) << 4);
    store<u16>(outPtr + (component << 1), isHdr ? end1 >> 4 : (end1 & 255) << 4, 8);
  }
}
