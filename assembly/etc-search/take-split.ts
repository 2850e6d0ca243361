/** A measured candidate of mode T or H becomes the best block if it beats it and the format can say it. */
import { MODE_H, MODE_T } from '../etc/color-word';
import { best, setBest } from './best-block';
import { ERRORS } from './paint-error';
import { SPLIT_FIRST, SPLIT_INDEX, SPLIT_SECOND } from './split-paints';

/** Takes the mode T of a lane if better. */
export function takeLine(lane: usize): void {
  const error = load<i32>(ERRORS + lane);
  if (error >= best().error) return;
  setBest(
    error,
    MODE_T,
    0,
    load<i32>(SPLIT_FIRST + lane),
    load<i32>(SPLIT_SECOND + lane),
    load<i32>(SPLIT_INDEX + lane),
  );
}

/** A base as the format orders the two of mode H. */
// @ts-ignore: decorator
@inline
export function orderOf(base: i32): i32 {
  return ((base & 15) << 8) | ((base >> 4) & 0xf0) | ((base >> 16) & 15);
}

/** Takes the mode H of a lane if legal and better; the lowest bit of the distance is told by the order of the bases. */
export function takePairs(lane: usize): void {
  const error = load<i32>(ERRORS + lane);
  if (error >= best().error) return;
  const first = load<i32>(SPLIT_FIRST + lane);
  const second = load<i32>(SPLIT_SECOND + lane);
  const index = load<i32>(SPLIT_INDEX + lane);
  const isOdd = (index & 1) != 0;
  if (!isOdd && first == second) return;
  if (orderOf(first) >= orderOf(second) == isOdd) setBest(error, MODE_H, 0, first, second, index);
  else setBest(error, MODE_H, 0, second, first, index);
}
