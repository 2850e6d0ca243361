/** Random but legal inputs of the encoder: settings and pixels. The same seed gives the same state on every machine. */
import { FOOTPRINT_SIZES } from '../support/footprints.js';
import { Rng } from '../support/rng.js';

/** Uniform 32-bit integers. */
export type Random = () => number;

/** A block's pixels and the settings it is encoded with. */
export interface SearchState {
  seed: number;
  footprint: number;
  profile: number;
  decodeMode: number;
  quality: number;
  significance: [number, number, number, number];
  /** 0 RGBA8, 1 RGBA unorm16, 2 RGBA float16. */
  pixelType: number;
  width: number;
  rowCount: number;
  /** 1 in the 2D footprints. */
  sliceCount: number;
  /** First column of the block. */
  x0: number;
  pixels: Uint8Array;
  /** For what the walk picks. */
  random: Random;
  title: string;
}

/** Uniform in 0..1. */
export function unit(random: Random): number {
  return random() / 2 ** 32;
}

/** One of a list. */
export function pick<T>(random: Random, list: readonly T[]): T {
  return list[random() % list.length]!;
}

/** Components in 0..1. */
export type Pixel = [number, number, number, number];
export type Painter = (random: Random) => (x: number, y: number) => Pixel;

function randomPixel(random: Random): Pixel {
  return [unit(random), unit(random), unit(random), unit(random)];
}

function mix(a: Pixel, b: Pixel, t: number): Pixel {
  return a.map((value, component) => value + (b[component]! - value) * t) as Pixel;
}

/** A ramp between two colors with a little noise. */
const gradient: Painter = (random) => {
  const [from, to] = [randomPixel(random), randomPixel(random)];
  const [dx, dy, noise] = [unit(random) / 12, unit(random) / 12, unit(random) * unit(random) * 0.1];
  return (x, y) => mix(mix(from, to, x * dx + y * dy), randomPixel(random), noise);
};

/** Kinds of content; components in 0..1. */
export const PAINTERS: Readonly<Record<string, Painter>> = {
  noise: (random) => () => randomPixel(random),
  extremes: (random) => () => randomPixel(random).map((value) => (value < 0.5 ? 0 : 1)) as Pixel,
  gradient,
  twoGradients: (random) => {
    const [one, other] = [gradient(random), gradient(random)];
    const slope = unit(random) * 2 - 1;
    return (x, y) => (y - 4 > (x - 4) * slope ? one(x, y) : other(x, y));
  },
  fewColors: (random) => {
    const colors = Array.from({ length: 2 + (random() % 6) }, () => randomPixel(random));
    return () => pick(random, colors);
  },
  nearlyConstant: (random) => {
    const [base, extent] = [randomPixel(random), 0.02 * unit(random)];
    return () => mix(base, randomPixel(random), extent);
  },
  constant: (random) => {
    const color = randomPixel(random);
    return () => color;
  },
};

/** What may happen to the components of any content. */
export const CHANNELS: Readonly<Record<string, (random: Random) => (pixel: Pixel) => Pixel>> = {
  free: () => (pixel) => pixel,
  opaque: () => (pixel) => [pixel[0], pixel[1], pixel[2], 1],
  grey: () => (pixel) => [pixel[0], pixel[0], pixel[0], 1],
  greyAlpha: () => (pixel) => [pixel[0], pixel[0], pixel[0], pixel[3]],
  twoHeld: (random) => {
    const [held, first, second] = [randomPixel(random), random() % 4, random() % 4];
    return (pixel) => pixel.map((value, c) => (c === first || c === second ? held[c]! : value)) as Pixel;
  },
  oneMoves: (random) => {
    const [held, moving] = [randomPixel(random), random() % 4];
    return (pixel) => pixel.map((value, c) => (c === moving ? value : held[c]!)) as Pixel;
  },
};

export const SIGNIFICANCES: readonly [number, number, number, number][] = [
  [1, 1, 1, 1],
  [1, 1, 1, 1],
  [1, 1, 1, 0],
  [0.3, 0.59, 0.11, 1],
  [3, 0, 2.5, 0.125],
  [0, 1, 0, 0],
];

/** Paints an image of one or two blocks as bytes. */
function paint(random: Random, state: SearchState, painter: string, channels: string): Uint8Array {
  const color = PAINTERS[painter]!(random);
  const channel = CHANNELS[channels]!(random);
  const values: number[] = [];
  for (let slice = 0; slice < state.sliceCount; slice++) {
    // Contents move on from slice to slice.
    for (let y = 0; y < state.rowCount; y++) {
      for (let x = 0; x < state.width; x++) values.push(...channel(color(x + slice, y + slice)));
    }
  }
  if (state.pixelType === 2) return paintHalves(random, values);
  const top = state.pixelType === 0 ? 255 : 65535;
  const integers = values.map((value) => Math.round(Math.min(1, Math.max(0, value)) * top));
  return state.pixelType === 0 ? Uint8Array.from(integers) : new Uint8Array(Uint16Array.from(integers).buffer);
}

/** Halves a color may also have: infinities, NaN, zeros, negative, denormal, the largest. */
const ODD_HALVES = [0x7c00, 0xfc00, 0x7e01, 0xffff, 0x0000, 0x8000, 0xbc00, 0x0001, 0x03ff, 0x7bff];

/** 0..1 as halves of some stops around 1.0: positive halves are in the order of their values; a few are odd. */
function paintHalves(random: Random, values: number[]): Uint8Array {
  const [lowest, extent] = [0x2000 + (random() % 0x1800), 0x200 + (random() % 0x3000)];
  const isOdd = random() % 5 === 0;
  const halves = values.map((value, index) => {
    if (isOdd && random() % 8 === 0) return pick(random, ODD_HALVES);
    const clamped = Math.min(1, Math.max(0, value));
    if (index % 4 === 3) return clamped === 1 ? 0x3c00 : 0x2c00 + Math.round(clamped * 0xfff);
    return Math.min(0x7bff, lowest + Math.round(clamped * extent));
  });
  return new Uint8Array(Uint16Array.from(halves).buffer);
}

/** The state of a seed; the footprint follows the seed, so that a run of seeds visits all. */
export function createState(seed: number): SearchState {
  const rng = new Rng(seed);
  const random = () => rng.u32();
  const footprint = seed % FOOTPRINT_SIZES.length;
  const { name, width: blockWidth, height: blockHeight, depth: blockDepth } = FOOTPRINT_SIZES[footprint]!;
  const painter = pick(random, [...Object.keys(PAINTERS), 'gradient', 'twoGradients', 'fewColors', 'noise']);
  const channels = pick(random, [...Object.keys(CHANNELS), 'free', 'opaque']);
  const isHdr = random() % 3 === 0;
  const isSecond = random() % 3 === 0;
  const present = random() % 3 === 0 ? 1 + (random() % blockWidth) : blockWidth;
  const state: SearchState = {
    seed,
    footprint,
    profile: isHdr ? 2 + (random() % 2) : random() % 2,
    decodeMode: random() % 2,
    quality: pick(random, [0, 10, 35, 60, 98, 99, 100]),
    significance: pick(random, SIGNIFICANCES),
    pixelType: isHdr ? 2 : random() % 4 === 0 ? 1 : 0,
    width: (isSecond ? blockWidth : 0) + present,
    rowCount: random() % 3 === 0 ? 1 + (random() % blockHeight) : blockHeight,
    sliceCount: random() % 3 === 0 ? 1 + (random() % blockDepth) : blockDepth,
    x0: isSecond ? blockWidth : 0,
    pixels: new Uint8Array(),
    random,
    title: '',
  };
  state.pixels = paint(random, state, painter, channels);
  state.title = `${name}, ${painter}, ${channels}, quality ${state.quality}`;
  return state;
}
