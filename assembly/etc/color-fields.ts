/**
 * A color word taken apart: what its mode stores, expanded to 8 bits. Decoding and reports both start from it.
 * Spec: KDFS 1.4, ETC1 "ETC1 individual and differential modes", ETC2 "Format RGB ETC2" (T, H and planar modes).
 */
import {
  expand4,
  expand5,
  expand6,
  expand7,
  field,
  MODE_H,
  MODE_INDIVIDUAL,
  MODE_PLANAR,
  MODE_T,
  signedField,
} from './color-word';
import { colorDistance } from './modifiers';

/**
 * i32[3][3]: colors by slot and component. Bases of the halves; the two colors of T and H; O, H and V of planar.
 * Slots a mode has no use for hold what an earlier word left.
 */
const COLORS: usize = memory.data(36, 16);
/** i32[2]: modifier tables 0..7 of the halves; or the distance of T and H. */
const TABLES: usize = memory.data(8, 8);


@inline
function setColor(slot: i32, r: i32, g: i32, b: i32): void {
  const ptr = COLORS + <usize>(slot * 12);
  store<i32>(ptr, r);
  store<i32>(ptr, g, 4);
  store<i32>(ptr, b, 8);
}


@inline
function setTables(first: i32, second: i32): void {
  store<i32>(TABLES, first);
  store<i32>(TABLES, second, 4);
}

/** Component 0..2 of color 0..2, 0..255. */
@inline
export function colorComponent(slot: i32, component: i32): i32 {
  return load<i32>(COLORS + <usize>((slot * 3 + component) << 2));
}

/** Modifier table of half 0 or 1. */
@inline
export function halfTable(half: i32): i32 {
  return load<i32>(TABLES + ((<usize>half) << 2));
}

/** Distance "d" of the T or H mode. */
@inline
export function paintDistance(): i32 {
  return load<i32>(TABLES);
}

/** Two bases of 4 bits a component. */
function unpackIndividual(word: u64): void {
  setColor(0, expand4(field(word, 63, 4)), expand4(field(word, 55, 4)), expand4(field(word, 47, 4)));
  setColor(1, expand4(field(word, 59, 4)), expand4(field(word, 51, 4)), expand4(field(word, 43, 4)));
  setTables(field(word, 39, 3), field(word, 36, 3));
}

/** A base of 5 bits a component, and a second one from differences of 3. */
function unpackDifferential(word: u64): void {
  const r = field(word, 63, 5);
  const g = field(word, 55, 5);
  const b = field(word, 47, 5);
  setColor(0, expand5(r), expand5(g), expand5(b));
  const r2 = expand5(r + signedField(word, 58, 3));
  const g2 = expand5(g + signedField(word, 50, 3));
  const b2 = expand5(b + signedField(word, 42, 3));
  setColor(1, r2, g2, b2);
  setTables(field(word, 39, 3), field(word, 36, 3));
}

function unpackT(word: u64): void {
  const r = (field(word, 60, 2) << 2) | field(word, 57, 2);
  setColor(0, expand4(r), expand4(field(word, 55, 4)), expand4(field(word, 51, 4)));
  setColor(1, expand4(field(word, 47, 4)), expand4(field(word, 43, 4)), expand4(field(word, 39, 4)));
  setTables(colorDistance((field(word, 35, 2) << 1) | field(word, 32, 1)), 0);
}

/** The order of the two colors is the lowest bit of the distance index. */
function unpackH(word: u64): void {
  const r = field(word, 62, 4);
  const g = (field(word, 58, 3) << 1) | field(word, 52, 1);
  const b = (field(word, 51, 1) << 3) | field(word, 49, 3);
  const r2 = field(word, 46, 4);
  const g2 = field(word, 42, 4);
  const b2 = field(word, 38, 4);
  setColor(0, expand4(r), expand4(g), expand4(b));
  setColor(1, expand4(r2), expand4(g2), expand4(b2));
  const order = i32(((r << 8) | (g << 4) | b) >= ((r2 << 8) | (g2 << 4) | b2));
  setTables(colorDistance((field(word, 34, 1) << 2) | (field(word, 32, 1) << 1) | order), 0);
}

/** Three corner colors of 6, 7 and 6 bits. */
function unpackPlanar(word: u64): void {
  const g = expand7((field(word, 56, 1) << 6) | field(word, 54, 6));
  const b = expand6((field(word, 48, 1) << 5) | (field(word, 44, 2) << 3) | field(word, 41, 3));
  setColor(0, expand6(field(word, 62, 6)), g, b);
  const r = expand6((field(word, 38, 5) << 1) | field(word, 32, 1));
  setColor(1, r, expand7(field(word, 31, 7)), expand6(field(word, 24, 6)));
  setColor(2, expand6(field(word, 18, 6)), expand7(field(word, 12, 7)), expand6(field(word, 5, 6)));
}

/** Takes a word apart as its mode, any but MODE_ILLEGAL, says. */
export function unpackColorWord(word: u64, mode: i32): void {
  if (mode == MODE_INDIVIDUAL) unpackIndividual(word);
  else if (mode == MODE_T) unpackT(word);
  else if (mode == MODE_H) unpackH(word);
  else if (mode == MODE_PLANAR) unpackPlanar(word);
  else unpackDifferential(word);
}
