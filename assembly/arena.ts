/**
 * A bump arena over grown memory for what is too large or too footprint-dependent for static memory. Nothing is ever
 * freed: tables are built once a footprint and kept.
 */

const PAGE_SHIFT: i32 = 16;

/** First free byte; 0 before the first allocation. */
let arenaEnd: usize = 0;

/** Address of `byteLength` fresh zero bytes, 16-aligned, or 0 when memory cannot grow that far. */
export function allocate(byteLength: usize): usize {
  const start = arenaEnd == 0 ? (__heap_base + 15) & ~15 : arenaEnd;
  const end = (<u64>start + <u64>byteLength + 15) & ~15;
  const missing = <i64>((end + 0xffff) >> PAGE_SHIFT) - <i64>memory.size();
  if (end > 0xffffffff) return 0;
  if (missing > 0 && memory.grow(<i32>missing) < 0) return 0;
  arenaEnd = <usize>end;
  return start;
}

/** The same for tables that nothing works without: a trap where memory cannot grow, so that nobody writes at address 0. */
export function allocateTable(byteLength: usize): usize {
  const start = allocate(byteLength);
  if (start == 0) unreachable();
  return start;
}

/** Grows the allocation at `start` in place when it is the last one; false when it is not or memory cannot grow. */
export function extendLast(start: usize, oldLength: usize, newLength: usize): bool {
  if (start == 0 || start + oldLength != arenaEnd) return false;
  return allocate(newLength - oldLength) != 0;
}
