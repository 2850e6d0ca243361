/** The best encoding of the block at hand so far, as the fields of its mode. */

@unmanaged
export class BestBlock {
  /** Σ w d², exact. */
  error: i32;
  /** One of etc/color-word. */
  mode: i32;
  /** 0: left and right halves, 1: top and bottom. */
  flip: i32;
  /** Individual, differential: candidate of each half. T, H: 4-bit levels r | g << 8 | b << 16. Planar: O, H. */
  first: i32;
  second: i32;
  /** T, H: distance index. Planar: V. */
  third: i32;
}

const BEST: usize = memory.data(32, 16);

// @ts-ignore: decorator
@inline
export function best(): BestBlock {
  return changetype<BestBlock>(BEST);
}

/** Takes an encoding as the best. */
export function setBest(error: i32, mode: i32, flip: i32, first: i32, second: i32, third: i32): void {
  const target = best();
  target.error = error;
  target.mode = mode;
  target.flip = flip;
  target.first = first;
  target.second = second;
  target.third = third;
}

const SAVED: usize = memory.data(32, 16);

/** Sets the best aside and starts from nothing. */
export function saveBest(): void {
  memory.copy(SAVED, BEST, offsetof<BestBlock>());
  best().error = i32.MAX_VALUE;
}

/** Returns to the one set aside unless what came since is better. */
export function restoreBest(): void {
  if (changetype<BestBlock>(SAVED).error <= best().error) memory.copy(BEST, SAVED, offsetof<BestBlock>());
}

/** Error of the one set aside. */
export function savedError(): i32 {
  return changetype<BestBlock>(SAVED).error;
}
