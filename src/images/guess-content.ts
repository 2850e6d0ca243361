/** What the components of a picture are, told by its texels: directions, a mask, heights, or colours. */
import type { Image } from '../types.js';
import { componentMax, isFloatImage, isOpaque } from './channels.js';

/** What a picture was taken for, and why, in words that follow "because". */
export interface ContentGuess {
  content: 'color' | 'normal' | 'mask' | 'data';
  reason: string;
}

/** Texels that are looked at; of larger pictures every so many-th. Why: a few milliseconds. */
const MAX_TEXELS = 1 << 20;
/** Lengths of directions. Why: what tools make of heights is often not of length 1, and JPEG and filters bend it. */
const LENGTHS = { least: 0.6, most: 1.3 } as const;
/** Share of the texels that are directions, and of those that are black or white, at least. */
const MOST = 0.9;
/** Share that looks out of the surface: tangent space has no other. */
const NEARLY_ALL = 0.99;
/** Mean X and Y of a normal map at most, and its mean Z at least: surfaces are flat on the whole. */
const MEAN = { slant: 0.2, outward: 0.5 } as const;
/** Numbers of 8 bits from black or white that count as that. Why: JPEG. */
const NEAR_STEPS = 8;
/** Share of a mask that is black and that is white at least. */
const SOME = 0.005;
/** Difference of red, green and blue of greys, in 8 bits. */
const GREY_STEPS = 1;

/**
 * Guesses are careful: colours that are taken for data turn dark or pale, data that is taken for colours loses little. So a
 * picture is a normal map where its texels are directions that look out of a surface, flat on the whole; a mask where it is grey,
 * opaque and black or white nearly everywhere; data where it is grey of 16 bits, as heights are; and colours else. Packed
 * channels (occlusion, roughness, metalness) cannot be told from colours.
 *
 * @param images  one or more that belong together
 */
export function guessContent(images: readonly Image[]): ContentGuess {
  if (images.some(isFloatImage)) return { content: 'color', reason: 'it is light' };
  const facts = images.map(collectFacts).reduce(addFacts);
  const isGrey = facts.grey === facts.count && images.every(isOpaque);
  return (
    (isGrey ? guessGrey(facts, images) : guessDirections(facts)) ?? { content: 'color', reason: toldOf(facts, isGrey) }
  );
}

function guessDirections(facts: TexelFacts): ContentGuess | undefined {
  const { x, y, z } = meanOf(facts);
  const isSurface = z >= MEAN.outward && Math.max(Math.abs(x), Math.abs(y)) <= MEAN.slant;
  if (!isSurface || facts.outward < NEARLY_ALL * facts.count || facts.unit < MOST * facts.count) return undefined;
  return { content: 'normal', reason: toldOf(facts, false) };
}

function guessGrey({ count, black, white }: TexelFacts, images: readonly Image[]): ContentGuess | undefined {
  if (black + white >= MOST * count && Math.min(black, white) >= SOME * count) {
    return {
      content: 'mask',
      reason: `it is grey, ${percent(black / count)} black and ${percent(white / count)} white`,
    };
  }
  const isDeep = images.every(({ data }) => data instanceof Uint16Array);
  return isDeep ? { content: 'data', reason: 'it is grey of 16 bits, as heights are' } : undefined;
}

function toldOf(facts: TexelFacts, isGrey: boolean): string {
  if (isGrey) return 'it is grey with shades between';
  const { x, y, z } = meanOf(facts);
  const mean = [x, y, z].map((component) => component.toFixed(2)).join(', ');
  const share = percent(Math.min(facts.unit, facts.outward) / facts.count);
  return `${share} of its texels could be normals, and the mean of all is (${mean})`;
}

function meanOf({ count, x, y, z }: TexelFacts) {
  return { x: x / count, y: y / count, z: z / count };
}

/** Texels of each kind, and sums of what they are. */
interface TexelFacts {
  count: number;
  /** Directions of about length 1, those with Z of 0 or more, and the sums of the components. */
  unit: number;
  outward: number;
  x: number;
  y: number;
  z: number;
  grey: number;
  black: number;
  white: number;
}

function addFacts(a: TexelFacts, b: TexelFacts): TexelFacts {
  const sum = { ...a };
  for (const name of Object.keys(sum) as (keyof TexelFacts)[]) sum[name] += b[name];
  return sum;
}

function collectFacts(image: Image): TexelFacts {
  const { data } = image;
  const facts: TexelFacts = { count: 0, unit: 0, outward: 0, x: 0, y: 0, z: 0, grey: 0, black: 0, white: 0 };
  const scale = 255 / componentMax(image);
  const step = Math.ceil(data.length / 4 / MAX_TEXELS) * 4;
  for (let texel = 0; texel < data.length; texel += step) {
    addTexel(facts, data[texel]! * scale, data[texel + 1]! * scale, data[texel + 2]! * scale);
  }
  return facts;
}

/** @param red  0..255, as the others */
function addTexel(facts: TexelFacts, red: number, green: number, blue: number): void {
  const [x, y, z] = [red / 127.5 - 1, green / 127.5 - 1, blue / 127.5 - 1];
  const spread = Math.max(red, green, blue) - Math.min(red, green, blue);
  facts.count++;
  const length = Math.sqrt(x * x + y * y + z * z);
  facts.unit += Number(length >= LENGTHS.least && length <= LENGTHS.most);
  facts.outward += Number(blue >= 127);
  facts.x += x;
  facts.y += y;
  facts.z += z;
  facts.grey += Number(spread <= GREY_STEPS);
  facts.black += Number(Math.max(red, green, blue) <= NEAR_STEPS);
  facts.white += Number(Math.min(red, green, blue) >= 255 - NEAR_STEPS);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
