/**
 * Integers whose top bits say what the rest means: the HDR endpoint modes keep submode, major component and high bits
 * there. Rounding to a level must leave them alone.
 */
import { COLOR_NEAREST, COLOR_UVALUE, LEVEL_COUNTS, QUANT_16, QUANT_256, QUANT_6, QUANT_8 } from '../../astc/quant';

/** u8[4][21][256]: by top bits kept, less one: the nearest uvalue with the same; any where the level has none. */
const KEPT: usize = memory.data(4 * 21 * 256, 16);
const KEPT_BYTES: usize = 21 * 256;

/** Builds the tables; once an instance, after the quant tables. */
export function initKeptBits(): void {
  for (let kept: i32 = 1; kept <= 4; kept++) {
    for (let level = QUANT_6; level <= QUANT_256; level++) buildRow(kept, level);
  }
}

function buildRow(kept: i32, level: i32): void {
  const offset = (<usize>level) << 8;
  const row = KEPT + <usize>(kept - 1) * KEPT_BYTES + offset;
  const count = <i32>load<u16>(LEVEL_COUNTS + ((<usize>level) << 1));
  const mask = 0xff ^ (0xff >> kept);
  memory.copy(row, COLOR_NEAREST + offset, 256);
  for (let value: i32 = 0; value < 256; value++) {
    let nearest: i32 = 256;
    for (let pvalue: i32 = 0; pvalue < count; pvalue++) {
      const uvalue = <i32>load<u8>(COLOR_UVALUE + offset + <usize>pvalue);
      if (((uvalue ^ value) & mask) != 0 || abs<i32>(uvalue - value) >= nearest) continue;
      nearest = abs<i32>(uvalue - value);
      store<u8>(row + <usize>value, uvalue);
    }
  }
}

/** Nearest uvalue of `level` to a byte that has the same `kept` (1..4) top bits; see {@link keepsBits}. */
// @ts-ignore: decorator
@inline
export function keepTop(kept: i32, level: i32, value: i32): i32 {
  return <i32>load<u8>(KEPT + <usize>(kept - 1) * KEPT_BYTES + ((<usize>level) << 8) + <usize>value);
}

/** Whether a level has uvalues with all patterns of `kept` top bits. */
// @ts-ignore: decorator
@inline
export function keepsBits(kept: i32, level: i32): bool {
  return level >= (kept == 4 ? QUANT_16 : kept == 3 ? QUANT_8 : QUANT_6);
}
