/** When a loader has shown a texture of some shape right: image by image, and from afar. */
import { encodeColors, readByShader, worstStep } from './kinds.js';
import type { Loaded } from './loader-page.js';
import type { PlacedImage, ShapedSample } from './shapes.js';

/** Steps of 1/255: GPUs decode sRGB blocks with 8 bits. */
const TEXEL_STEPS = 1.2;
/** Filters weigh in steps of their own. */
const DISTANT_STEPS = 3;

/** What is wrong with what a page made of a texture, by the first image that is; undefined where nothing is. */
export function findWrongImage(loaded: Loaded, { texture, images }: ShapedSample): string | undefined {
  if (loaded.refusal !== undefined) return loaded.refusal;
  const isSrgb = texture.colorSpace === 'srgb';
  const differ = (a: Float32Array, b: Float32Array) =>
    isSrgb ? worstStep(encodeColors(a), encodeColors(b), 4) : worstStep(a, b, 4);
  let offset = 0;
  for (const image of images) {
    const texels = loaded.texels.subarray(offset, offset + image.expected.length);
    offset += image.expected.length;
    const steps = differ(texels, shaderSees(image));
    if (steps > TEXEL_STEPS) return `${placeName(image)}: texels are off by ${steps.toFixed(1)}`;
  }
  if (offset !== loaded.texels.length) return `${loaded.texels.length} floats instead of ${offset}`;
  if (loaded.distant.length === 0) return undefined;
  const last = images.find(({ level }) => level === texture.levels.length - 1)!;
  const steps = differ(loaded.distant, middleOf(last));
  return steps <= DISTANT_STEPS ? undefined : `from afar it is off by ${steps.toFixed(1)}`;
}

function shaderSees({ texture, expected }: PlacedImage): Float32Array {
  return readByShader({ texture, expected, bytes: new Uint8Array() });
}

/** What a linear filter reads in the middle of an image: one texel, or the mean of the two or four around it. */
function middleOf(image: PlacedImage): Float32Array {
  const { width, height } = image.texture;
  const texels = shaderSees(image);
  const around = (side: number) => [Math.floor((side - 1) / 2), Math.ceil((side - 1) / 2)];
  const starts = around(height).flatMap((y) => around(width).map((x) => (y * width + x) * 4));
  return Float32Array.from({ length: 4 }, (_, component) => {
    return starts.reduce((sum, start) => sum + texels[start + component]!, 0) / starts.length;
  });
}

/** As `level 2, face 3`: the first layer, face and slice go without saying. */
function placeName({ level, layer, face, slice }: PlacedImage): string {
  const others = Object.entries({ layer, face, slice }).filter(([, index]) => index > 0);
  return [['level', level], ...others].map((pair) => pair.join(' ')).join(', ');
}
