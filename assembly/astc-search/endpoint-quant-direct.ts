/** Direct RGB and RGBA, plain or blue-contracted. */
import { CEM_RGBA_DIRECT } from '../astc/cem';
import { SIGNIFICANCE } from './block-state';
import {
  DECODED,
  INFINITE,
  PAIR,
  UVALUES,
  componentError,
  fitPair,
  keepVariant,
  nearestUvalue,
  quantizeAlphaDirect,
  rgbError,
  setDecoded,
} from './endpoint-pair';
import { FORM_A_OFFSET, FORM_B_OFFSET, FORM_D_OFFSET, FREE0_OFFSET, FREE1_OFFSET } from './trial-state';

export function quantizeDirect(cem: i32, row: usize, fit: usize): f32 {
  const hasAlpha = cem == CEM_RGBA_DIRECT;
  setDecoded(3, 255, 255);
  let alphaError: f32 = hasAlpha ? quantizeAlphaDirect(row, fit, 6) : componentError(fit, 3);
  let error = directPlain(row, fit) + alphaError;
  keepVariant();
  const contracted = directContracted(row, fit) + alphaError;
  if (contracted < error) {
    if (hasAlpha) {
      store<u8>(UVALUES, load<u8>(DECODED, 7), 6);
      store<u8>(UVALUES, load<u8>(DECODED, 3), 7);
    }
    keepVariant();
    error = contracted;
  }
  return error;
}

/** Integers are the endpoints; the sum must not fall, or a decoder would contract. */
function directPlain(row: usize, fit: usize): f32 {
  let error: f32 = 0;
  let sum: i32 = 0;
  for (let component: usize = 0; component < 3; component++) {
    const at = fit + (component << 2);
    const channel = fitPair(
      row,
      load<f32>(at + FREE0_OFFSET),
      load<f32>(at + FREE1_OFFSET),
      load<f32>(at + FORM_A_OFFSET),
      load<f32>(at + FORM_B_OFFSET),
      load<f32>(at + FORM_D_OFFSET),
    );
    const e0 = <i32>load<u8>(PAIR);
    const e1 = <i32>load<u8>(PAIR, 1);
    store<u16>(UVALUES + (component << 1), e0 | (e1 << 8));
    setDecoded(component, e0, e1);
    sum += e1 - e0;
    error += channel * load<f32>(SIGNIFICANCE + (component << 2));
  }
  if (sum >= 0) return error;
  // Rare: the line turned over. One color is always legal.
  for (let component: usize = 0; component < 3; component++) {
    const at = fit + (component << 2);
    const middle = nearestUvalue(row, (load<f32>(at + FREE0_OFFSET) + load<f32>(at + FREE1_OFFSET)) * 0.5);
    store<u16>(UVALUES + (component << 1), middle | (middle << 8));
    setDecoded(component, middle, middle);
  }
  return rgbError(fit);
}

/**
 * Blue contraction: integers in reverse order, red and green stored as 2c − blue. Finer by a bit near grey.
 */
function directContracted(row: usize, fit: usize): f32 {
  fitPair(
    row,
    load<f32>(fit + FREE0_OFFSET, 8),
    load<f32>(fit + FREE1_OFFSET, 8),
    load<f32>(fit + FORM_A_OFFSET, 8),
    load<f32>(fit + FORM_B_OFFSET, 8),
    load<f32>(fit + FORM_D_OFFSET, 8),
  );
  const blue0 = <i32>load<u8>(PAIR);
  const blue1 = <i32>load<u8>(PAIR, 1);
  store<u16>(UVALUES, blue1 | (blue0 << 8), 4);
  setDecoded(2, blue0, blue1);
  let sum = blue1 - blue0;
  for (let component: usize = 0; component < 2; component++) {
    const at = fit + (component << 2);
    // (stored + blue) >> 1 is c when stored = 2c + ½ − blue on average
    fitPair(
      row,
      2.0 * load<f32>(at + FREE0_OFFSET) + 0.5 - <f32>blue0,
      2.0 * load<f32>(at + FREE1_OFFSET) + 0.5 - <f32>blue1,
      load<f32>(at + FORM_A_OFFSET),
      load<f32>(at + FORM_B_OFFSET),
      load<f32>(at + FORM_D_OFFSET),
    );
    const stored0 = <i32>load<u8>(PAIR);
    const stored1 = <i32>load<u8>(PAIR, 1);
    store<u16>(UVALUES + (component << 1), stored1 | (stored0 << 8));
    setDecoded(component, (stored0 + blue0) >> 1, (stored1 + blue1) >> 1);
    sum += stored1 - stored0;
  }
  // A decoder contracts only when the second integers sum to less than the first.
  return sum > 0 ? rgbError(fit) : INFINITE;
}
