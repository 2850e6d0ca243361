/** What lies beyond the edge of a picture. */

export const CLAMP: i32 = 0;
export const REPEAT: i32 = 1;
export const MIRROR: i32 = 2;
export const EDGE_COUNT: i32 = 3;

/** The texel that stands at `index`, of any sign, in a row of `size` texels. */
export function texelAtEdge(index: i32, size: i32, edge: i32): i32 {
  if (edge == CLAMP) return min(max(index, 0), size - 1);
  const period = edge == MIRROR ? 2 * size : size;
  const wrapped = ((index % period) + period) % period;
  return wrapped < size ? wrapped : period - 1 - wrapped;
}

/** Fills `before` texels to the left of a row and `after` to its right. A texel is four f32. */
export function extendRow(rowPtr: usize, size: i32, before: i32, after: i32, edge: i32): void {
  for (let index: i32 = -before; index < 0; index++) copyTexel(rowPtr, index, texelAtEdge(index, size, edge));
  for (let index = size; index < size + after; index++) copyTexel(rowPtr, index, texelAtEdge(index, size, edge));
}

// @ts-ignore: decorator
@inline
function copyTexel(rowPtr: usize, to: i32, from: i32): void {
  const toPtr = rowPtr + ((<isize>to) << 4);
  const fromPtr = rowPtr + ((<isize>from) << 4);
  store<u64>(toPtr, load<u64>(fromPtr));
  store<u64>(toPtr, load<u64>(fromPtr, 8), 8);
}
