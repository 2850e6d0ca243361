/** Pictures of many blocks, each of another content, and the settings that they are encoded with four abreast. */
import { FOOTPRINT_SIZES } from '../support/footprints.js';
import { Rng } from '../support/rng.js';
import { CHANNELS, type Painter, PAINTERS, type Pixel, pick, type Random, SIGNIFICANCES, unit } from './search-states.js';

/** Footprints of two axes: the first ones. */
export const FLAT_FOOTPRINTS = FOOTPRINT_SIZES.filter(({ depth }) => depth === 1);

/** A quality, and limits of the effort that are set by hand, as column and value. */
interface Effort {
  quality: number;
  limits: readonly (readonly [number, number])[];
}

/** Columns of the effort. */
const [LINE_STEPS, SINGLE_ROUNDS, DUAL_ROUNDS, SECOND_GRID, DUAL_FROM, DUAL_SHARE] = [1, 3, 4, 5, 6, 7];
const [TWO_FROM, TWO_SHARE, TAU, GUESSES, PATTERNS] = [8, 9, 10, 11, 12];

/** Every class is tried, and both grids of it: nothing is left to a prediction. */
const ALL_TRIED = [
  [SECOND_GRID, 1000],
  [DUAL_FROM, 0],
  [DUAL_SHARE, 0],
  [TWO_FROM, 0],
  [TWO_SHARE, 0],
  [TAU, 1000],
] as const;

/** The presets, between them, and beyond them. */
const EFFORTS: readonly Effort[] = [
  { quality: -1, limits: [] },
  { quality: 0, limits: [] },
  { quality: 6, limits: [] },
  { quality: 10, limits: [] },
  { quality: 0, limits: ALL_TRIED },
  {
    quality: 10,
    limits: [...ALL_TRIED, [LINE_STEPS, 5], [SINGLE_ROUNDS, 4], [DUAL_ROUNDS, 3], [GUESSES, 3], [PATTERNS, 8]],
  },
];

export interface LaneState {
  seed: number;
  footprint: number;
  /** 0 linear, 1 sRGB. */
  profile: number;
  decodeMode: number;
  significance: [number, number, number, number];
  quality: number;
  limits: Effort['limits'];
  /** 0 RGBA8, 1 RGBA unorm16. */
  pixelType: number;
  width: number;
  height: number;
  pixels: Uint8Array;
  title: string;
}

/** Contents that call for two planes, for colors from black, for greys that are nearly grey. */
const LANE_PAINTERS: Readonly<Record<string, Painter>> = {
  crossed: (random) => {
    const [dx, dy, other] = [unit(random) / 8, unit(random) / 8, random() % 4];
    const base = [0, 1, 2, 3].map(() => unit(random) * 0.4);
    return (x, y) => base.map((value, c) => value + (c === other ? y * dy : x * dx)) as Pixel;
  },
  apart: (random) => {
    const [slope, other] = [unit(random) / 10, random() % 4];
    return (x, y) => {
      const level = (x + y) * slope;
      return [0, 1, 2, 3].map((c) => (c === other ? unit(random) : level)) as Pixel;
    };
  },
  shades: (random) => {
    const [color, dx, dy] = [[unit(random), unit(random), unit(random)], unit(random) / 10, unit(random) / 10];
    return (x, y) => {
      const light = 0.15 + x * dx + y * dy + 0.02 * unit(random);
      return [color[0]! * light, color[1]! * light, color[2]! * light, unit(random)];
    };
  },
  nearlyGrey: (random) => {
    const [slope, base] = [unit(random) / 12, unit(random) * 0.5];
    return (x, y) => {
      const level = base + (x - y * 0.5) * slope;
      return [level, level + 0.01 * unit(random), level + 0.01 * unit(random), unit(random)];
    };
  },
  outliers: (random) => {
    const [level, spread] = [unit(random), 0.02 * unit(random)];
    return () => {
      const odd = random() % 40;
      const value = odd === 0 ? 0 : odd === 1 ? 1 : level + spread * unit(random);
      return [value, value, value, 1];
    };
  },
};

const ALL_PAINTERS: Readonly<Record<string, Painter>> = { ...PAINTERS, ...LANE_PAINTERS };

/** Paints every block of a picture by a painter of its own, or the whole by one. */
function paintPicture(random: Random, state: LaneState): Uint8Array {
  const { width: blockWidth, height: blockHeight } = FOOTPRINT_SIZES[state.footprint]!;
  const [columns, rows] = [Math.ceil(state.width / blockWidth), Math.ceil(state.height / blockHeight)];
  const top = state.pixelType === 0 ? 255 : 65535;
  const values = new Uint16Array(state.width * state.height * 4);
  const isOne = random() % 4 === 0;
  const only = pick(random, Object.keys(ALL_PAINTERS));
  for (let block = 0; block < columns * rows; block++) {
    const color = ALL_PAINTERS[isOne ? only : pick(random, Object.keys(ALL_PAINTERS))]!(random);
    const channel = CHANNELS[pick(random, [...Object.keys(CHANNELS), 'free', 'opaque'])]!(random);
    const [left, above] = [(block % columns) * blockWidth, Math.floor(block / columns) * blockHeight];
    for (let y = 0; y < blockHeight && above + y < state.height; y++) {
      for (let x = 0; x < blockWidth && left + x < state.width; x++) {
        const pixel = channel(color(x, y)).map((value) => Math.round(Math.min(1, Math.max(0, value)) * top));
        values.set(pixel, ((above + y) * state.width + left + x) * 4);
      }
    }
  }
  return state.pixelType === 0 ? Uint8Array.from(values) : new Uint8Array(values.buffer);
}

/** The state of a seed; the footprint follows the seed. */
export function createLaneState(seed: number): LaneState {
  const rng = new Rng(seed);
  const random = () => rng.u32();
  const footprint = seed % FLAT_FOOTPRINTS.length;
  const { name, width: blockWidth, height: blockHeight } = FLAT_FOOTPRINTS[footprint]!;
  const level = random() % EFFORTS.length;
  const state: LaneState = {
    seed,
    footprint,
    profile: random() % 2,
    decodeMode: random() % 2,
    significance: pick(random, SIGNIFICANCES),
    ...EFFORTS[level]!,
    pixelType: random() % 4 === 0 ? 1 : 0,
    width: 1 + (random() % (7 * blockWidth)),
    height: 1 + (random() % (4 * blockHeight)),
    pixels: new Uint8Array(),
    title: '',
  };
  state.pixels = paintPicture(random, state);
  state.title = `${name}, ${state.width}x${state.height}, effort ${level}, significance ${state.significance}`;
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
