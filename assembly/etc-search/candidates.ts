/** Short lists of candidates of a group: u64 entries, error << 32 | levels r | g << 8 | b << 16 | table << 24. */

/** Room for 16 entries. */
const LIST_BYTES: usize = 144;
/** Lists: u32 count, eight bytes further the entries. Halves 0..3 with 5 bits, halves 0..3 with 4 bits, split. */
const LISTS: usize = memory.data(1296, 16);

/** List of modes T and H. */
export const SPLIT_LIST: usize = LISTS + 8 * LIST_BYTES;

/** List of half 0..3 with bases of 4 or 5 bits. */
export function listOf(half: i32, bits: i32): usize {
  return LISTS + <usize>(half + (bits == 5 ? 0 : 4)) * LIST_BYTES;
}

// @ts-ignore: decorator
@inline
export function listCount(list: usize): i32 {
  return load<i32>(list);
}

// @ts-ignore: decorator
@inline
export function entry(list: usize, index: i32): u64 {
  return load<u64>(list + ((<usize>index) << 3), 8);
}

// @ts-ignore: decorator
@inline
export function setEntry(list: usize, index: i32, value: u64): void {
  store<u64>(list + ((<usize>index) << 3), value, 8);
}

// @ts-ignore: decorator
@inline
export function entryError(value: u64): i32 {
  return <i32>(value >> 32);
}

// @ts-ignore: decorator
@inline
export function entryInfo(value: u64): i32 {
  return <i32>value;
}

// @ts-ignore: decorator
@inline
export function makeEntry(error: i32, info: i32): u64 {
  return ((<u64>(<u32>error)) << 32) | (<u64>(<u32>info));
}

// @ts-ignore: decorator
@inline
export function clearList(list: usize): void {
  store<i32>(list, 0);
}

/** Adds an entry to a list that has room; the least is always the first. */
// @ts-ignore: decorator
@inline
export function addEntry(list: usize, value: u64): void {
  const count = load<i32>(list);
  store<i32>(list, count + 1);
  const first = entry(list, 0);
  if (count > 0 && value < first) {
    setEntry(list, count, first);
    setEntry(list, 0, value);
  } else setEntry(list, count, value);
}

/** Sorts by insertion; lists are short. */
export function sortList(list: usize): void {
  const count = listCount(list);
  for (let index: i32 = 1; index < count; index++) {
    const value = entry(list, index);
    let place = index;
    while (place > 0 && entry(list, place - 1) > value) {
      setEntry(list, place, entry(list, place - 1));
      place--;
    }
    setEntry(list, place, value);
  }
}
