/** Twins of load-half: float16 pixels → planes of an HDR domain. */
import { I16_PLANE, PIXELS, TEXELS_I16, blockState } from '../../../astc-search/block/block-state';
import { DOMAIN_HDR } from '../../../astc-search/block/domain';

export function cleanHalvesRef(): void {
  const state = blockState();
  for (let index: i32 = 0; index < 4 * state.paddedCount8; index++) {
    const at = PIXELS + ((<usize>index) << 1);
    const half = <i32>load<u16>(at);
    const isLdr = (index & 3) == 3 && state.domain != DOMAIN_HDR;
    const isNegative = half >= 0x8000;
    const isNan = (half & 0x7fff) > 0x7c00;
    const clean = isNegative || isNan ? 0 : min(half, isLdr ? 0x3c00 : 0x7bff);
    store<u16>(at, clean);
  }
}

/** Value of a finite half from 0 up. */
function valueOf(half: i32): f64 {
  const exponent = half >> 10;
  const mantissa = <f64>(half & 0x3ff);
  if (exponent == 0) return mantissa * (1.0 / 16777216.0);
  return (1024 + mantissa) * (exponent < 25 ? 1.0 / <f64>(1 << (25 - exponent)) : <f64>(1 << (exponent - 25)));
}

/** A Q15 product, rounded. */
function q15(value: i32, factor: i32): i32 {
  return (value * factor + (1 << 14)) >> 15;
}

/** A quarter of the value on the logarithmic scale: the mantissa's curve in sixteenths, the least of its three lines. */
function logOf(half: i32): i32 {
  const mantissa = (half & 0x3ff) << 4;
  const low = q15(mantissa, 21845) + 3;
  const middle = (mantissa >> 1) + 514;
  const high = q15(mantissa, 13107) + 1640;
  return ((half >> 10) << 9) + ((min(min(low, middle), high) + 8) >> 4);
}

export function widenHalvesRef(): void {
  const state = blockState();
  for (let texel: usize = 0; texel < <usize>state.paddedCount8; texel++) {
    for (let component: usize = 0; component < 4; component++) {
      const half = <i32>load<u16>(PIXELS + (texel << 3) + (component << 1));
      const isLdr = component == 3 && state.domain != DOMAIN_HDR;
      const value = isLdr ? <i32>nearest<f64>(valueOf(half) * 16320) : logOf(half);
      store<i16>(TEXELS_I16 + component * I16_PLANE + (texel << 1), value);
    }
  }
}
