/** The footprints there are to choose from, the fewest bits first. */
import { blockBytes, footprintSize } from '../codec/formats.js';
import { checkTargetSize } from '../options/apply-target.js';
import type { FilledEncodeOptions } from '../options/encode-options.js';
import { failOption } from '../options/speech.js';
import { TARGET_ROWS } from '../targets.js';
import { type FlatFootprint, FOOTPRINTS } from '../types.js';

/** Bits a texel, where blocks are whole. */
export function bitsPerTexel(block: FlatFootprint): number {
  const { width, height } = footprintSize(block);
  return (blockBytes('astc') * 8) / (width * height);
}

/** What candidates are held against. */
export interface Room {
  /** Of the largest level. */
  size: { width: number; height: number };
  /** Bytes of all blocks of the texture. */
  bytesOf: (block: FlatFootprint) => number;
}

/**
 * Footprints that the options leave.
 *
 * @returns one or more, the fewest bits first
 * @throws {AstcError} E_OPTION where they leave none
 */
export function candidateFootprints(options: FilledEncodeOptions, room: Room): FlatFootprint[] {
  const taken = takenByTarget(options, options.blocks ?? FOOTPRINTS, room);
  const sorted = [...new Set(taken)].sort((a, b) => bitsPerTexel(a) - bitsPerTexel(b));
  return withinBytes(options, withinRate(options, sorted), room);
}

function takenByTarget(
  { target }: FilledEncodeOptions,
  blocks: readonly FlatFootprint[],
  { size }: Room,
): readonly FlatFootprint[] {
  if (target === undefined) return blocks;
  const { takes, wholeBlocks } = TARGET_ROWS[target];
  const known = takes.filter(({ formats }) => formats.includes('astc')).flatMap((kinds) => kinds.blocks ?? FOOTPRINTS);
  const taken = blocks.filter((block) => known.includes(block));
  const whole = wholeBlocks ? taken.filter((block) => isWhole(block, size)) : taken;
  if (whole.length > 0) return whole;
  // What the target does not know was refused with the options. Throws, with the way out.
  const [block] = taken as [FlatFootprint];
  checkTargetSize(target, { format: 'astc', block }, size);
  return taken;
}

function isWhole(block: FlatFootprint, { width, height }: Room['size']): boolean {
  const { width: blockWidth, height: blockHeight } = footprintSize(block);
  return width % blockWidth === 0 && height % blockHeight === 0;
}

function withinRate({ maxBpp }: FilledEncodeOptions, blocks: readonly FlatFootprint[]): readonly FlatFootprint[] {
  if (maxBpp === undefined) return blocks;
  const [smallest] = blocks as [FlatFootprint];
  const fitting = blocks.filter((block) => bitsPerTexel(block) <= maxBpp);
  if (fitting.length > 0) return fitting;
  failOption(
    `Expected ${bitsPerTexel(smallest).toFixed(2)} bits or more for maxBpp but received ${maxBpp}`,
    `${smallest} is the smallest rate of the footprints there are to choose from`,
  );
}

function withinBytes(
  { maxBytes }: FilledEncodeOptions,
  blocks: readonly FlatFootprint[],
  { bytesOf }: Room,
): FlatFootprint[] {
  if (maxBytes === undefined) return [...blocks];
  const [smallest] = blocks as [FlatFootprint];
  const fitting = blocks.filter((block) => bytesOf(block) <= maxBytes);
  if (fitting.length > 0) return fitting;
  failOption(
    `Expected ${bytesOf(smallest)} bytes or more for maxBytes but received ${maxBytes}`,
    `that is what ${smallest} takes, mip levels included: a smaller picture or fewer levels take less`,
  );
}
