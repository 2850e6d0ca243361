/**
 * The error that four blocks abreast believe in is what a decoder shows: exactly where it keeps 16 bits, and but for what
 * it rounds where it keeps 8. The decoder is the check binary's.
 */
import { describe, expect, it } from 'vitest';
import { checkWasm, readCheckModule } from '../support/check-wasm.js';
import type { DecodeMode } from '../support/decode-modes.js';
import { FOOTPRINT_SIZES } from '../support/footprints.js';
import { blockCounts, CLASSES, type LaneBlock, LaneHost } from './lane-host.js';
import { createLaneState, FLAT_FOOTPRINTS, type LaneState } from './lane-states.js';

/** Pictures a footprint. */
const PICTURES = 60;
/** Squared 1/64 steps of a squared step. */
const UNITS = 4096;
const KINDS = ['RGB', 'RGBA', 'grey', 'grey and alpha'] as const;

const host = new LaneHost(readCheckModule('check-search'));

/** RGBA of a block in steps of 8 bits, edges repeated. */
function sourceTexels(state: LaneState, index: number): number[] {
  const { width: blockWidth, height: blockHeight } = FOOTPRINT_SIZES[state.footprint]!;
  const { columns } = blockCounts(state);
  const [left, top] = [(index % columns) * blockWidth, Math.floor(index / columns) * blockHeight];
  const isByte = state.pixelType === 0;
  const values = isByte ? state.pixels : new Uint16Array(state.pixels.buffer);
  const texels: number[] = [];
  for (let y = top; y < top + blockHeight; y++) {
    for (let x = left; x < left + blockWidth; x++) {
      const at = (Math.min(y, state.height - 1) * state.width + Math.min(x, state.width - 1)) * 4;
      for (let component = 0; component < 4; component++) texels.push(values[at + component]! / (isByte ? 1 : 257));
    }
  }
  return texels;
}

function kindOf(texels: readonly number[]): (typeof KINDS)[number] {
  const isGrey = texels.every((value, index) => index % 4 === 3 || value === texels[index - (index % 4)]);
  const isOpaque = texels.every((value, index) => index % 4 !== 3 || value === 255);
  return KINDS[(isGrey ? 2 : 0) + (isOpaque ? 0 : 1)]!;
}

/** Squared error in steps, by significance, of what a decoder shows. */
function shownError(state: LaneState, block: LaneBlock, texels: readonly number[], mode: DecodeMode): number {
  const decoded = checkWasm().decodeBlocks(block.bytes, FOOTPRINT_SIZES[state.footprint]!, mode).texels;
  const values = mode.output === 'unorm8' ? decoded : new Uint16Array(decoded.buffer);
  const scale = mode.output === 'unorm8' ? 1 : 257;
  return texels.reduce((sum, texel, index) => {
    return sum + state.significance[index % 4]! * (values[index]! / scale - texel) ** 2;
  }, 0);
}

/** Squared steps a component that sums of squares up to 128² lose as f32. */
const F32_NOISE = 128 ** 2 * 2 ** -21;

/** Weights that count from the other end round to it where they lie in the middle: a 64th of the ends' distance off. */
const TURNED_MISS = 255 / 64;

/**
 * At `realtime` ends of one line are fitted to where texels lie along it, rounded to 1/64 of a step a component. What is
 * believed is then off by twice the product of two lengths, twice: of what the line leaves with how far the ends lie beside
 * it, and of that rounding with the range of the texels.
 */
function alongReach({ quality, significance }: LaneState, block: LaneBlock, texels: readonly number[]): number {
  if (quality >= 0 || block.class !== 0) return 0;
  const beside = Math.sqrt(block.lineError * Math.max(0, block.error - block.lineError)) / UNITS;
  const squaredRange = significance.reduce((sum, weight, component) => {
    const values = texels.filter((_, index) => index % 4 === component);
    return sum + weight * (Math.max(...values) - Math.min(...values)) ** 2;
  }, 0);
  const rounding = (COMPONENTS / 2 / 64) * Math.sqrt(Math.max(...significance) * squaredRange);
  return 2 * beside + (2 * rounding * texels.length) / COMPONENTS;
}

const COMPONENTS = 4;

/** What the target's decoder is, and how far a component may be off what the encoder takes for its value. */
const TARGETS = [
  { name: 'linear, 16 bits', profile: 0, decodeMode: 0, mode: { profile: 'linear', output: 'unorm16' }, miss: 0.012 },
  { name: 'linear, 8 bits', profile: 0, decodeMode: 1, mode: { profile: 'linear', output: 'unorm8' }, miss: 0.53 },
  { name: 'sRGB', profile: 1, decodeMode: 0, mode: { profile: 'srgb', output: 'unorm8' }, miss: 0.53 },
] as const;

describe.each(TARGETS)('the error believed, $name', ({ profile, decodeMode, mode, miss }) => {
  const seen = new Map<string, number>();

  it.each(FLAT_FOOTPRINTS)('is that of the decoded block, $name', ({ id, texelCount }) => {
    for (let number = 0; number < PICTURES; number++) {
      const state = { ...createLaneState(id + number * FLAT_FOOTPRINTS.length), profile, decodeMode };
      const weight = texelCount * state.significance.reduce((sum, significance) => sum + significance, 0);
      for (const [index, block] of host.encodeAbreast(state).entries()) {
        if (block.class < 0) continue;
        const texels = sourceTexels(state, index);
        const believed = block.error / UNITS;
        const shown = shownError(state, block, texels, mode);
        // As lengths of vectors of texels they differ by no more than what the decoder rounds is long.
        const lengths = Math.sqrt(shown) + Math.sqrt(Math.max(0, believed));
        const rounding = (miss + (block.turned ? TURNED_MISS : 0)) * Math.sqrt(weight) * lengths + F32_NOISE * weight;
        const reach = rounding + alongReach(state, block, texels);
        expect(Math.abs(shown - believed), `${state.title}, seed ${state.seed}, block ${index}`).toBeLessThan(reach);
        const name = `${CLASSES[block.class]} ${kindOf(texels)}`;
        seen.set(name, (seen.get(name) ?? 0) + 1);
      }
    }
  });

  it('was looked at in every class and kind', () => {
    const wanted = CLASSES.flatMap((name) => KINDS.map((kind) => `${name} ${kind}`));
    // A grey has nothing for a second plane.
    expect(wanted.filter((name) => (seen.get(name) ?? 0) < 20)).toEqual(['dual grey']);
  });
});
