/** What color integers decode to, in the layout of the trial. */
import { LDR_ENDPOINTS_BYTES, decodeLdrEndpoints } from '../../astc/endpoint-ldr';

const ENDPOINTS: usize = memory.data(<i32>LDR_ENDPOINTS_BYTES, 16);

/**
 * Decodes one partition.
 *
 * @param valuesPtr  u8[8] uvalues
 * @param outPtr  out: u8[8], r g b a of endpoint 0 then of endpoint 1
 */
export function decodeEndpoints(cem: i32, valuesPtr: usize, outPtr: usize): void {
  decodeLdrEndpoints(cem, valuesPtr, ENDPOINTS);
  for (let component: usize = 0; component < 4; component++) {
    store<u8>(outPtr + component, load<u8>(ENDPOINTS + (component << 3)));
    store<u8>(outPtr + component, load<u8>(ENDPOINTS + (component << 3), 4), 4);
  }
}
