/**
 * The two digit codes of integer sequence encoding: five trits in 8 bits, three quints in 7 bits. Both directions are
 * tables, built once from the equations of the specification (Integer Sequence Encoding).
 */

/** u8[256][8]: 8-bit code → five trits (three bytes of padding). */
export const TRIT_DIGITS: usize = memory.data(256 * 8, 16);
/** u8[128][4]: 7-bit code → three quints (one byte of padding). */
export const QUINT_DIGITS: usize = memory.data(128 * 4, 16);
/** u8[243]: t0 + 3 t1 + 9 t2 + 27 t3 + 81 t4 → the lowest code of these trits. */
export const TRIT_CODE: usize = memory.data(243, 16);
/** u8[125]: q0 + 5 q1 + 25 q2 → the lowest code of these quints. */
export const QUINT_CODE: usize = memory.data(125, 16);

function decodeTrits(code: i32, digitsPtr: usize): void {
  let rest: i32;
  let t3: i32;
  let t4: i32;
  if (((code >> 2) & 7) == 7) {
    rest = ((code >> 5) << 2) | (code & 3);
    t3 = 2;
    t4 = 2;
  } else {
    rest = code & 31;
    const isTopTwo = ((code >> 5) & 3) == 3;
    t4 = isTopTwo ? 2 : code >> 7;
    t3 = isTopTwo ? code >> 7 : (code >> 5) & 3;
  }
  let t0: i32;
  let t1: i32;
  let t2: i32;
  if ((rest & 3) == 3) {
    t2 = 2;
    t1 = rest >> 4;
    t0 = ((rest >> 2) & 2) | ((rest >> 2) & ~(rest >> 3) & 1);
  } else if (((rest >> 2) & 3) == 3) {
    t2 = 2;
    t1 = 2;
    t0 = rest & 3;
  } else {
    t2 = rest >> 4;
    t1 = (rest >> 2) & 3;
    t0 = (rest & 2) | (rest & ~(rest >> 1) & 1);
  }
  store<u8>(digitsPtr, t0);
  store<u8>(digitsPtr, t1, 1);
  store<u8>(digitsPtr, t2, 2);
  store<u8>(digitsPtr, t3, 3);
  store<u8>(digitsPtr, t4, 4);
}

function decodeQuints(code: i32, digitsPtr: usize): void {
  let q0: i32;
  let q1: i32;
  let q2: i32;
  const bit0 = code & 1;
  if (((code >> 1) & 3) == 3 && ((code >> 5) & 3) == 0) {
    q2 = (bit0 << 2) | (((code >> 4) & ~code & 1) << 1) | ((code >> 3) & ~code & 1);
    q1 = 4;
    q0 = 4;
  } else {
    let rest: i32;
    if (((code >> 1) & 3) == 3) {
      q2 = 4;
      rest = (((code >> 3) & 3) << 3) | ((~(code >> 5) & 3) << 1) | bit0;
    } else {
      q2 = (code >> 5) & 3;
      rest = code & 31;
    }
    const isFirstFive = (rest & 7) == 5;
    q1 = isFirstFive ? 4 : rest >> 3;
    q0 = isFirstFive ? rest >> 3 : rest & 7;
  }
  store<u8>(digitsPtr, q0);
  store<u8>(digitsPtr, q1, 1);
  store<u8>(digitsPtr, q2, 2);
}

/**
 * Builds the four tables. Codes are visited downwards, so that each digit group keeps its lowest code: then groups
 * that end in zero digits have zeros in the bits that a shortened sequence does not store.
 */
export function initTritsQuints(): void {
  for (let code: i32 = 255; code >= 0; code--) {
    const digits = TRIT_DIGITS + ((<usize>code) << 3);
    decodeTrits(code, digits);
    const index =
      load<u8>(digits) +
      3 * load<u8>(digits, 1) +
      9 * load<u8>(digits, 2) +
      27 * load<u8>(digits, 3) +
      81 * load<u8>(digits, 4);
    store<u8>(TRIT_CODE + <usize>index, code);
  }
  for (let code: i32 = 127; code >= 0; code--) {
    const digits = QUINT_DIGITS + ((<usize>code) << 2);
    decodeQuints(code, digits);
    const index = load<u8>(digits) + 5 * load<u8>(digits, 1) + 25 * load<u8>(digits, 2);
    store<u8>(QUINT_CODE + <usize>index, code);
  }
}
