/** Pictures of many blocks, and the settings that they are encoded with four abreast. */
import { FOOTPRINT_SIZES } from '../support/footprints.js';
import { Rng } from '../support/rng.js';
import { type PictureSize, paintPicture } from './lane-pictures.js';
import { pick, SIGNIFICANCES } from './search-states.js';

/** Footprints of two axes: the first ones. */
export const FLAT_FOOTPRINTS = FOOTPRINT_SIZES.filter(({ depth }) => depth === 1);

/** Limits: those of the quality; every class and both grids tried; all of it harder than any preset. */
export type LaneLimits = 'preset' | 'tryAll' | 'tryHard';

/** The presets, between them, and beyond them. */
const EFFORTS: readonly { quality: number; limits: LaneLimits }[] = [
  { quality: -1, limits: 'preset' },
  { quality: 0, limits: 'preset' },
  { quality: 6, limits: 'preset' },
  { quality: 10, limits: 'preset' },
  { quality: -1, limits: 'tryAll' },
  { quality: 0, limits: 'tryAll' },
  { quality: 10, limits: 'tryHard' },
];

export interface LaneState extends PictureSize {
  seed: number;
  /** 0 linear, 1 sRGB. */
  profile: number;
  decodeMode: number;
  significance: [number, number, number, number];
  quality: number;
  limits: LaneLimits;
  pixels: Uint8Array;
  title: string;
}

/** The state of a seed; the footprint follows the seed. */
export function createLaneState(seed: number): LaneState {
  const rng = new Rng(seed);
  const random = () => rng.u32();
  const footprint = seed % FLAT_FOOTPRINTS.length;
  const { name, width: blockWidth, height: blockHeight } = FLAT_FOOTPRINTS[footprint]!;
  const effort = pick(random, EFFORTS);
  const state: LaneState = {
    seed,
    footprint,
    profile: random() % 2,
    decodeMode: random() % 2,
    significance: pick(random, SIGNIFICANCES),
    ...effort,
    pixelType: random() % 4 === 0 ? 1 : 0,
    width: 1 + (random() % (7 * blockWidth)),
    height: 1 + (random() % (4 * blockHeight)),
    pixels: new Uint8Array(),
    title: '',
  };
  state.pixels = paintPicture(random, state);
  state.title = `${name}, ${state.width}x${state.height}, quality ${state.quality}, ${state.limits}, significance ${state.significance}`;
  return state;
}

/** A part of a picture, from column and row to those before the last ones. */
export function cropState(state: LaneState, left: number, top: number, right: number, bottom: number): LaneState {
  const texelBytes = state.pixelType === 0 ? 4 : 8;
  const [width, height] = [right - left, bottom - top];
  const pixels = new Uint8Array(width * height * texelBytes);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * state.width + left) * texelBytes;
    pixels.set(state.pixels.subarray(from, from + width * texelBytes), y * width * texelBytes);
  }
  return { ...state, width, height, pixels };
}

/** A picture of another size that repeats a picture. */
export function tileState(state: LaneState, width: number, height: number): LaneState {
  const texelBytes = state.pixelType === 0 ? 4 : 8;
  const pixels = new Uint8Array(width * height * texelBytes);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = ((y % state.height) * state.width + (x % state.width)) * texelBytes;
      pixels.set(state.pixels.subarray(from, from + texelBytes), (y * width + x) * texelBytes);
    }
  }
  return { ...state, width, height, pixels };
}
