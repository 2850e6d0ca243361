/** When a loader has shown a texture right: one judge a target, which says what is wrong. */
import type { Target } from 'astc-wasm';
import { blendOverBlack, drawnBy, encodeColors, readByShader, type Sample, worstStep } from './kinds.js';
import type { Loaded } from './loader-page.js';

/** What is wrong, or undefined. */
type Judge = (loaded: Loaded, sample: Sample) => string | undefined;

/** Steps of 1/255: GPUs decode sRGB blocks with 8 bits, and drawn pixels are rounded once more. */
const TEXEL_STEPS = 1.2;
/** SwiftShader adds half a step of unsigned EAC to signed values, and their range is twice as wide. */
const SIGNED_STEPS = 2;
const DRAWN_STEPS = 2;
/** Babylon takes 2.2 for the exponent of sRGB. */
const BABYLON_STEPS = 10;

/** Texels of sRGB textures are linear light: they are compared as codes. */
function texelsDiffer({ texels }: Loaded, expected: Float32Array, { isSrgb = false, limit = TEXEL_STEPS } = {}) {
  const steps = isSrgb ? worstStep(encodeColors(texels), encodeColors(expected), 4) : worstStep(texels, expected, 4);
  return steps <= limit ? undefined : `texels are off by ${steps.toFixed(1)}`;
}

const isSigned = ({ texture }: Sample): boolean => texture.format.endsWith('-snorm');
const texelLimit = (sample: Sample): number => (isSigned(sample) ? SIGNED_STEPS : TEXEL_STEPS);

function drawnDiffers(drawn: Float32Array, expected: Float32Array, limit = DRAWN_STEPS): string | undefined {
  const steps = worstStep(drawn, expected, 3);
  return steps <= limit ? undefined : `pixels are off by ${steps.toFixed(1)}`;
}

/** Loaders that work in linear light and encode what they draw. */
const judgeLinearWorkflow: Judge = (loaded, sample) => {
  const isSrgb = sample.texture.colorSpace === 'srgb';
  const label = isSrgb ? 'srgb' : sample.texture.primaries === 'unspecified' ? 'none' : 'srgb-linear';
  if (loaded.label !== label) return `is labelled ${loaded.label}`;
  const shader = readByShader(sample);
  const wrong = texelsDiffer(loaded, shader, { isSrgb, limit: texelLimit(sample) });
  if (wrong !== undefined) return wrong;
  // Dark linear colours are many codes apart: pixels of linear textures are compared as light.
  const drawn = drawnBy(loaded);
  if (isSrgb) return drawnDiffers(drawn, sample.expected);
  const light = drawn.map((code) => (code <= 0.04045 ? code / 12.92 : ((code + 0.055) / 1.055) ** 2.4));
  return drawnDiffers(
    light,
    shader.map((component) => Math.max(0, component)),
  );
};

/** Loaders that draw the numbers as they are. */
const judgeNumbers =
  (show: (expected: Float32Array) => Float32Array): Judge =>
  (loaded, sample) =>
    drawnDiffers(drawnBy(loaded), show(sample.expected)) ?? texelsDiffer(loaded, sample.expected);

const judgeBabylon: Judge = (loaded, sample) => {
  const isDecoded = loaded.label === 'linear';
  const wrong = texelsDiffer(loaded, readByShader(sample, isDecoded), { isSrgb: isDecoded, limit: texelLimit(sample) });
  if (wrong !== undefined) return wrong;
  // Signed numbers are no colours.
  if (isSigned(sample)) return undefined;
  return drawnDiffers(drawnBy(loaded), sample.expected, isDecoded ? BABYLON_STEPS : DRAWN_STEPS);
};

const judgeTexels: Judge = (loaded, sample) =>
  texelsDiffer(loaded, readByShader(sample), {
    isSrgb: sample.texture.colorSpace === 'srgb',
    limit: texelLimit(sample),
  });

const JUDGES: Readonly<Partial<Record<Target, Judge>>> = {
  three: judgeLinearWorkflow,
  gltf: judgeLinearWorkflow,
  babylon: judgeBabylon,
  pixi: judgeNumbers(blendOverBlack),
  playcanvas: judgeNumbers((expected) => expected),
  webgl: judgeTexels,
  webgpu: judgeTexels,
};

/** What is wrong with what a page made of a sample, and what the graphics API said to it; undefined where nothing is. */
export function findWrong(target: Target, loaded: Loaded, sample: Sample): string | undefined {
  const wrong = loaded.refusal ?? JUDGES[target]!(loaded, sample);
  return wrong && [wrong, loaded.error].filter((each) => each !== undefined).join(', ');
}
