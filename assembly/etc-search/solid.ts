/**
 * Blocks of one colour: the best colour that any paint of any mode shows, by looking at them all. Components do not
 * depend on each other once the modifier is known.
 */
import { MODE_DIFFERENTIAL, MODE_INDIVIDUAL, MODE_T } from '../etc/color-word';
import { colorDistance, largeModifier, smallModifier } from '../etc/modifiers';
import { best, setBest } from './best-block';
import { TEXELS, texel } from './block-state';
import { significance } from './significance';

/** u8[256] each: the level of 5 and of 4 bits that shows a value best. */
const NEAREST5: usize = memory.data(256, 16);
const NEAREST4: usize = memory.data(256, 16);

// @ts-ignore: decorator
@inline
function shown(level: i32, bits: i32): i32 {
  return bits == 5 ? (level << 3) | (level >> 2) : level * 17;
}

function initNearest(tablePtr: usize, bits: i32): void {
  for (let value: i32 = 0; value < 256; value++) {
    let found: i32 = 0;
    for (let level: i32 = 1; level < 1 << bits; level++) {
      if (abs(shown(level, bits) - value) < abs(shown(found, bits) - value)) found = level;
    }
    store<u8>(tablePtr + <usize>value, found);
  }
}

/** Builds the tables of nearest levels. */
export function initSolid(): void {
  initNearest(NEAREST5, 5);
  initNearest(NEAREST4, 4);
}

// @ts-ignore: decorator
@inline
function isConstant(planePtr: usize): bool {
  const low = v128.load(planePtr);
  const first = i16x8.splat(load<i16>(planePtr));
  return i16x8.all_true(v128.and(i16x8.eq(low, first), i16x8.eq(v128.load(planePtr, 16), first)));
}

/** Whether all texels of the block at hand have the same colour. */
export function isSolid(): bool {
  return isConstant(TEXELS) && isConstant(TEXELS + 32) && isConstant(TEXELS + 64);
}

// @ts-ignore: decorator
@inline
function missOf(component: usize, level: i32, modifier: i32, bits: i32): i32 {
  const miss = max(0, min(255, shown(level, bits) + modifier)) - texel(component, 0);
  return miss * miss;
}

/** The level that shows a component best under a modifier. */
function bestLevel(component: usize, modifier: i32, bits: i32): i32 {
  const wanted = max(0, min(255, texel(component, 0) - modifier));
  const found: i32 = load<u8>((bits == 5 ? NEAREST5 : NEAREST4) + <usize>wanted);
  // Farther levels may be clamped to a value that is nearer.
  const last: i32 = modifier < 0 ? 0 : (1 << bits) - 1;
  return missOf(component, last, modifier, bits) < missOf(component, found, modifier, bits) ? last : found;
}

/** Tries the best base under one modifier. */
function tryModifier(mode: i32, table: i32, modifier: i32, bits: i32): void {
  const weights = significance();
  const r = bestLevel(0, modifier, bits);
  const g = bestLevel(1, modifier, bits);
  const b = bestLevel(2, modifier, bits);
  let miss = weights.wr * missOf(0, r, modifier, bits) + weights.wg * missOf(1, g, modifier, bits);
  miss += weights.wb * missOf(2, b, modifier, bits);
  if (16 * miss >= best().error) return;
  const levels = r | (g << 8) | (b << 16);
  if (mode == MODE_T) setBest(16 * miss, mode, 0, levels, levels, table);
  else setBest(16 * miss, mode, 0, levels | (table << 24), levels | (table << 24), 0);
}

/** Tries every paint of half blocks with bases of one precision. */
function tryTables(mode: i32, bits: i32): void {
  for (let table: i32 = 0; table < 8; table++) {
    const small = smallModifier(table);
    const large = largeModifier(table);
    tryModifier(mode, table, small, bits);
    tryModifier(mode, table, -small, bits);
    tryModifier(mode, table, large, bits);
    tryModifier(mode, table, -large, bits);
  }
}

/** Takes the best of differential mode and those of individual and T that are allowed. */
export function trySolid(hasIndividual: bool, hasSplit: bool): void {
  tryTables(MODE_DIFFERENTIAL, 5);
  if (hasIndividual) tryTables(MODE_INDIVIDUAL, 4);
  if (!hasSplit) return;
  tryModifier(MODE_T, 0, 0, 4);
  for (let index: i32 = 0; index < 8; index++) {
    tryModifier(MODE_T, index, colorDistance(index), 4);
    tryModifier(MODE_T, index, -colorDistance(index), 4);
  }
}
