/** A picture of where two images differ, and how much. */
import { acceptPixels, type PixelInput } from '../images/accept-pixels.js';
import { isFloatImage } from '../images/channels.js';
import { linearToSrgb } from '../images/srgb.js';
import type { Image } from '../types.js';
import { acceptLight, stopsBetween, storedLight } from './hdr.js';
import { acceptComparable, shiftTo8 } from './psnr.js';

/** Doublings of the difference from the first visible step to white: 64 steps and more are white. */
const DOUBLINGS = 6;
/** OKLab lightness of a difference of one. Why: half as much is lost on a black screen in a lit room. */
const FIRST_LIGHTNESS = 0.22;
/** Chroma at the middle of the ramp; both ends are grey. Why: the largest for which no step leaves sRGB by much. */
const PEAK_CHROMA = 0.17;
/** Hue in degrees at the dark end and how far it turns: violet over red to yellow. */
const HUE_START = 280;
const HUE_TURN = 180;

/**
 * The error heat map of two images of one size: every pixel shows the largest difference of its four components, in
 * 8-bit steps, on a logarithmic ramp of even lightness: no hue is read as more than another, and greyscale print keeps
 * the order.
 *
 * | difference | 0 | 1 | 2 | 4 | 8 | 16 | 32 | 64 and more |
 * |---|---|---|---|---|---|---|---|---|
 * | lightness | 0 % | 22 % | 35 % | 48 % | 61 % | 74 % | 87 % | 100 % |
 * | looks | black | violet | purple | crimson | red | orange | sand | white |
 *
 * Of light, that is where one of them is of floats, a step is a 64th of a stop: a factor of two is white.
 *
 * @throws {AstcError} E_OPTION for different sizes
 */
export function differenceImage(inputA: PixelInput, inputB: PixelInput): Image {
  return paintSteps(differenceSteps(inputA, inputB));
}

/** How far two images are apart, a pixel each: 0..255. */
export interface Steps {
  width: number;
  height: number;
  steps: Uint8Array;
}

/** The largest difference of the components of each pixel. @throws {AstcError} E_OPTION for different sizes */
export function differenceSteps(inputA: PixelInput, inputB: PixelInput): Steps {
  if (isLight(inputA) || isLight(inputB)) return stopSteps(inputA, inputB);
  const { a, b } = acceptComparable(inputA, inputB);
  const shiftA = shiftTo8(a);
  const shiftB = shiftTo8(b);
  const steps = new Uint8Array(a.width * a.height);
  for (let pixel = 0; pixel < steps.length; pixel++) {
    let worst = 0;
    for (let component = pixel * 4; component < pixel * 4 + 4; component++) {
      const difference = (a.data[component]! >>> shiftA) - (b.data[component]! >>> shiftB);
      worst = Math.max(worst, Math.abs(difference));
    }
    steps[pixel] = worst;
  }
  return { width: a.width, height: a.height, steps };
}

function isLight(input: PixelInput): boolean {
  return isFloatImage(acceptPixels(input, { colorProfile: 'keep' }));
}

/** Steps of the ramp in a stop. */
export const STEPS_A_STOP = 64;

function stopSteps(inputA: PixelInput, inputB: PixelInput): Steps {
  const [a, b] = acceptLight(inputA, inputB);
  const steps = new Uint8Array(a.width * a.height);
  for (let pixel = 0; pixel < steps.length; pixel++) {
    let worst = 0;
    for (let component = pixel * 4; component < pixel * 4 + 4; component++) {
      worst = Math.max(worst, stopsBetween(storedLight(a.data[component]!), storedLight(b.data[component]!)));
    }
    // Any difference is seen.
    steps[pixel] = worst === 0 ? 0 : Math.min(255, Math.max(1, Math.round(worst * STEPS_A_STOP)));
  }
  return { width: a.width, height: a.height, steps };
}

/** The heat map of steps. */
export function paintSteps({ width, height, steps }: Steps): Image & { data: Uint8Array<ArrayBuffer> } {
  const data = new Uint8Array(steps.length * 4);
  for (let pixel = 0; pixel < steps.length; pixel++) {
    const entry = steps[pixel]! * 3;
    data[pixel * 4] = RAMP[entry]!;
    data[pixel * 4 + 1] = RAMP[entry + 1]!;
    data[pixel * 4 + 2] = RAMP[entry + 2]!;
    data[pixel * 4 + 3] = 255;
  }
  return { width, height, data, channels: 4, colorSpace: 'srgb', hasAlpha: false };
}

/** RGB of each difference 0..255, for legends. */
export const RAMP: Uint8Array = buildRamp();

function buildRamp(): Uint8Array {
  const ramp = new Uint8Array(256 * 3);
  for (let difference = 0; difference < 256; difference++) {
    const doublings = Math.min(DOUBLINGS, Math.log2(difference));
    // The logarithm of 0 is minus infinity: no difference is black.
    const lightness = Math.max(0, FIRST_LIGHTNESS + ((1 - FIRST_LIGHTNESS) * doublings) / DOUBLINGS);
    ramp.set(rampColor(lightness), difference * 3);
  }
  return ramp;
}

/** sRGB of the ramp at OKLab lightness 0..1: hue turns evenly, chroma rises and falls as half a sine. */
function rampColor(lightness: number): [r: number, g: number, b: number] {
  const chroma = PEAK_CHROMA * Math.sin(Math.PI * lightness);
  const hue = ((HUE_START + HUE_TURN * lightness) * Math.PI) / 180;
  const linear = oklabToLinear(lightness, chroma * Math.cos(hue), chroma * Math.sin(hue));
  return linear.map((value) => Math.round(linearToSrgb(Math.min(1, Math.max(0, value))) * 255)) as [
    number,
    number,
    number,
  ];
}

/** OKLab to linear sRGB: the published matrices of the colour space. */
function oklabToLinear(lightness: number, a: number, b: number): number[] {
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}
