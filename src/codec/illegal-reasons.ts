/** Why a block can be illegal, in words; the index is the number assembly/astc/illegal.ts gives it. */
export const ILLEGAL_REASONS = [
  'legal',
  'reserved block mode',
  'more than 64 weights',
  'fewer than 24 or more than 96 bits of weights',
  'weight grid larger than the block',
  'two weight planes with four partitions',
  'more than 18 color integers',
  'too few bits left for colors',
  'reserved bits of a void extent',
  'void extent with its coordinates in the wrong order',
] as const;
export type IllegalReason = (typeof ILLEGAL_REASONS)[number];
