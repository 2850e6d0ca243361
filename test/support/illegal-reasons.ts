/** Mirror of assembly/astc/illegal.ts: why a block is an illegal encoding. */
export const ILLEGAL_REASONS = [
  'legal',
  'reserved block mode',
  'more than 64 weights',
  'weight bits outside 24..96',
  'grid larger than the footprint',
  'two planes with four partitions',
  'more than 18 color integers',
  'too few bits for colors',
  'void extent with reserved bits cleared',
  'void extent with crossed coordinates',
] as const;
export type IllegalReason = (typeof ILLEGAL_REASONS)[number];
