/** Short copies and fills in line: the engine's bulk instructions cost a call, more than a few vectors do. */

/** Copies `bytes`, a multiple of 16. */
// @ts-ignore: decorator
@inline
export function copyVectors(to: usize, from: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) v128.store(to + at, v128.load(from + at));
}

/** Zeroes `bytes`, a multiple of 16. */
// @ts-ignore: decorator
@inline
export function clearVectors(to: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) v128.store(to + at, i64x2.splat(0));
}
