/**
 * Free endpoints → the best integers of an HDR endpoint mode. Their fields have as many bits as the submode leaves them,
 * so the finest submode that holds the endpoints is taken and its fields are found in turn, each making up for the
 * rounding of those before. Ends are weighed in units of 12 bits, sixteenths of a step.
 * Spec: KDFS 1.4, ASTC "HDR Endpoint Decoding".
 */
import {
  CEM_HDR_LUMA_LARGE_RANGE,
  CEM_HDR_LUMA_SMALL_RANGE,
  CEM_HDR_RGB_BASE_SCALE,
  CEM_HDR_RGB_DIRECT_HDR_ALPHA,
  CEM_HDR_RGB_DIRECT_LDR_ALPHA,
} from '../../astc/cem';
import { COLOR_NEAREST } from '../../astc/quant';
import { alphaPairError, fitAlphaPair } from './endpoint-alpha';
import { INFINITE, MODE_UVALUES } from './endpoint-pair';
import { quantizeHdrAlpha } from './endpoint-quant-hdr-alpha';
import { quantizeHdrLumaLarge, quantizeHdrLumaSmall } from './endpoint-quant-hdr-luma';
import { quantizeHdrRgb } from './endpoint-quant-hdr-rgb';
import { quantizeHdrScale } from './endpoint-quant-hdr-scale';
import { OPAQUE_ERROR_OFFSET } from '../candidate/trial-state';

/**
 * The best integers of `cem` at a level, to MODE_UVALUES unless the error is infinite.
 *
 * @param limit  an error from which on the mode is of no use: it may then be reported as infinite
 * @returns error above the partition's optimum
 */
export function quantizeHdr(cem: i32, level: i32, fit: usize, limit: f32): f32 {
  store<u64>(MODE_UVALUES, 0);
  if (cem >= CEM_HDR_RGB_DIRECT_LDR_ALPHA) return quantizeHdrRgb(level, fit) + quantizeAlpha(cem, level, fit);
  const opaqueError = load<f32>(fit + OPAQUE_ERROR_OFFSET);
  if (opaqueError > limit) return INFINITE;
  if (cem == CEM_HDR_LUMA_LARGE_RANGE) return quantizeHdrLumaLarge(level, fit, limit) + opaqueError;
  if (cem == CEM_HDR_LUMA_SMALL_RANGE) return quantizeHdrLumaSmall(level, fit, limit) + opaqueError;
  if (cem == CEM_HDR_RGB_BASE_SCALE) return quantizeHdrScale(level, fit, limit) + opaqueError;
  return quantizeHdrRgb(level, fit) + opaqueError;
}

/** Alpha's pair, integers 6 and 7; returns its error. */
// @ts-ignore: decorator
@inline
function quantizeAlpha(cem: i32, level: i32, fit: usize): f32 {
  if (cem == CEM_HDR_RGB_DIRECT_HDR_ALPHA) return quantizeHdrAlpha(level, fit);
  const pair = fitAlphaPair(COLOR_NEAREST + ((<usize>level) << 8), fit);
  store<u16>(MODE_UVALUES, <u16>pair, 6);
  return alphaPairError(fit, pair);
}
