/** Alpha as its own pair of integers, for the modes that do not store it like the other components. */
import { SIGNIFICANCE, blockState } from '../block/block-state';
import { domainRow } from '../block/domain';
import { fitPair, form } from './endpoint-pair';
import { FORM_A_OFFSET, FORM_B_OFFSET, FORM_D_OFFSET, FREE0_OFFSET, FREE1_OFFSET } from '../candidate/trial-state';

/** Alpha's {@link fitPair}. */
// @ts-ignore: decorator
@inline
export function fitAlphaPair(row: usize, fit: usize): i32 {
  return fitPair(
    row,
    load<f32>(fit + FREE0_OFFSET, 12),
    load<f32>(fit + FREE1_OFFSET, 12),
    load<f32>(fit + FORM_A_OFFSET, 12),
    load<f32>(fit + FORM_B_OFFSET, 12),
    load<f32>(fit + FORM_D_OFFSET, 12),
  );
}

/** Significance-weighted error of alpha's ends, first | second << 8. */
// @ts-ignore: decorator
@inline
export function alphaPairError(fit: usize, ends: i32): f32 {
  return alphaError(fit, <f32>(ends & 255), <f32>(ends >> 8));
}

/** Significance-weighted error of alpha that decodes to `end0` and `end1` steps. */
// @ts-ignore: decorator
@inline
export function alphaError(fit: usize, end0: f32, end1: f32): f32 {
  return (
    form(
      load<f32>(fit + FORM_A_OFFSET, 12),
      load<f32>(fit + FORM_B_OFFSET, 12),
      load<f32>(fit + FORM_D_OFFSET, 12),
      end0 - load<f32>(fit + FREE0_OFFSET, 12),
      end1 - load<f32>(fit + FREE1_OFFSET, 12),
    ) * load<f32>(SIGNIFICANCE, 12)
  );
}

/** What a mode without alpha costs: it decodes to 1.0. */
// @ts-ignore: decorator
@inline
export function opaqueError(fit: usize): f32 {
  const opaque = domainRow(blockState().domain).opaqueAlpha;
  return alphaError(fit, opaque, opaque);
}
