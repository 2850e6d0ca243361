/** Byte table lookups, sixteen at a time: out-of-range lanes of a swizzle are 0, so longer tables are ORs of parts. */

@inline
export function lookup32(table0: v128, table1: v128, index: v128): v128 {
  const upper = i8x16.sub(index, i8x16.splat(16));
  return v128.or(i8x16.swizzle(table0, index), i8x16.swizzle(table1, upper));
}


@inline
export function lookup64(table0: v128, table1: v128, table2: v128, table3: v128, index: v128): v128 {
  const upper = i8x16.sub(index, i8x16.splat(32));
  return v128.or(lookup32(table0, table1, index), lookup32(table2, table3, upper));
}
