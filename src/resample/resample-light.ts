/** Resampling of floats of any range. */
import type { LevelCodec, LevelControls, Resampling } from '../pool/level-codec.js';

/**
 * As {@link LevelCodec.resampleLevel}. Colours that count by their alpha end in 0..1 there: floats above are brought into
 * that range by a power of two, and back, which is exact.
 *
 * @param isLight  whether floats may be of any range
 */
export async function resampleLight(
  codec: LevelCodec,
  bytes: Uint8Array,
  config: Resampling,
  { isLight, controls }: { isLight: boolean; controls: LevelControls },
): Promise<Uint8Array> {
  if (!isLight || !config.isAlphaAware) return codec.resampleLevel(bytes, config, controls);
  const light = floatsOf(bytes);
  const factor = 2 ** Math.max(0, Math.ceil(Math.log2(largestColor(light))));
  const scaled = light.slice();
  scaleColors(scaled, 1 / factor);
  const resampled = await codec.resampleLevel(new Uint8Array(scaled.buffer), config, controls);
  scaleColors(floatsOf(resampled), factor);
  return resampled;
}

function floatsOf({ buffer, byteOffset, byteLength }: Uint8Array): Float32Array {
  return new Float32Array(buffer, byteOffset, byteLength / 4);
}

function largestColor(light: Float32Array): number {
  let largest = 0;
  for (let texel = 0; texel < light.length; texel += 4) {
    largest = Math.max(largest, light[texel]!, light[texel + 1]!, light[texel + 2]!);
  }
  return largest;
}

function scaleColors(light: Float32Array, factor: number): void {
  if (factor === 1) return;
  for (let texel = 0; texel < light.length; texel += 4) {
    for (let component = texel; component < texel + 3; component++) light[component]! *= factor;
  }
}
