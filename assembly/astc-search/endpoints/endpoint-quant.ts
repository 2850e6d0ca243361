/**
 * Free endpoints → the best integers of one color endpoint mode at one quant level. Every candidate is priced with the
 * quadratic form of its partition, no texel is touched; what is priced is what the integers decode to.
 * Spec: KDFS 1.4, ASTC "LDR Endpoint Decoding", "HDR Endpoint Decoding".
 */
import {
  CEM_LUMA_ALPHA_BASE_OFFSET,
  CEM_LUMA_ALPHA_DIRECT,
  CEM_RGBA_BASE_OFFSET,
  CEM_RGBA_DIRECT,
  CEM_RGB_BASE_OFFSET,
  CEM_RGB_BASE_SCALE,
  CEM_RGB_BASE_SCALE_TWO_ALPHA,
  CEM_RGB_DIRECT,
  isHdrCem,
} from '../../astc/cem';
import { COLOR_NEAREST } from '../../astc/quant';
import { INFINITE } from './endpoint-pair';
import { quantizeDirect } from './endpoint-quant-direct';
import { quantizeBaseOffset } from './endpoint-quant-offset';
import { quantizeScale } from './endpoint-quant-scale';
import { quantizeHdr } from './endpoint-quant-hdr';
import { quantizeLuma } from './endpoint-quant-luma';
import { OPAQUE_ERROR_OFFSET, endpointFitPtr } from '../candidate/trial-state';

/** Bit set of the modes that store alpha. */
const ALPHA_MODES: i32 =
  (1 << CEM_LUMA_ALPHA_DIRECT) |
  (1 << CEM_LUMA_ALPHA_BASE_OFFSET) |
  (1 << CEM_RGB_BASE_SCALE_TWO_ALPHA) |
  (1 << CEM_RGBA_DIRECT) |
  (1 << CEM_RGBA_BASE_OFFSET);

/**
 * The best integers of `cem` for a partition of the trial at color quant level `quantLevel`: MODE_UVALUES and, of LDR
 * modes, MODE_DECODED, unless the error is infinite.
 *
 * @param limit  an error from which on the mode is of no use: it may then be reported as infinite
 * @returns error above the partition's optimum
 */
export function quantizeEndpoints(cem: i32, quantLevel: i32, partition: i32, limit: f32): f32 {
  const fit = endpointFitPtr(partition);
  if (isHdrCem(cem)) return quantizeHdr(cem, quantLevel, fit, limit);
  const row = COLOR_NEAREST + ((<usize>quantLevel) << 8);
  if (((ALPHA_MODES >> cem) & 1) == 0 && load<f32>(fit + OPAQUE_ERROR_OFFSET) > limit) return INFINITE;
  if (cem == CEM_RGB_DIRECT || cem == CEM_RGBA_DIRECT) return quantizeDirect(cem, row, fit);
  if (cem == CEM_RGB_BASE_OFFSET || cem == CEM_RGBA_BASE_OFFSET) return quantizeBaseOffset(cem, row, fit);
  if (cem == CEM_RGB_BASE_SCALE || cem == CEM_RGB_BASE_SCALE_TWO_ALPHA) return quantizeScale(cem, row, fit, limit);
  return quantizeLuma(cem, row, fit, limit);
}
