/** Alpha as its own pair of integers, for the modes that do not store it like the other components. */
import { SIGNIFICANCE } from '../block/block-state';
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
  return (
    form(
      load<f32>(fit + FORM_A_OFFSET, 12),
      load<f32>(fit + FORM_B_OFFSET, 12),
      load<f32>(fit + FORM_D_OFFSET, 12),
      <f32>(ends & 255) - load<f32>(fit + FREE0_OFFSET, 12),
      <f32>(ends >> 8) - load<f32>(fit + FREE1_OFFSET, 12),
    ) * load<f32>(SIGNIFICANCE, 12)
  );
}
