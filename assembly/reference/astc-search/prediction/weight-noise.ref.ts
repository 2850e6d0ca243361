/** Twins of weight-noise: what quantized weights cost, level by level. */
import { WHOLE_MASK, blockState } from '../../../astc-search/block/block-state';
import { IDEAL_WEIGHTS, LINE_ENERGY, WEIGHT_PLANE, classState } from '../../../astc-search/lines/class-state';
import {
  AMPLITUDES,
  FRACTIONS,
  INVERSE_SQUARE_STEPS,
  LEVEL_STEPS,
  NOISE,
  NOISE_SHARE,
  Uniform,
  Varying,
  addLevels,
} from '../../../astc-search/prediction/weight-noise';
import { DOMAIN_LDR } from '../../../astc-search/block/domain';
import { twoLevelNoiseRef } from './two-levels.ref';
import { isInside, saturate16, sumLanesRef, texelAt, wrap16 } from '../../lanes.ref';

export function addLevelsUniform(plane: usize, energy: f32, meanEnergy: f32): void {
  addLevels<Uniform>(plane, energy, meanEnergy);
}

export function addLevelsVarying(plane: usize, energy: f32, meanEnergy: f32): void {
  addLevels<Varying>(plane, energy, meanEnergy);
}

export function buildFractionsRef(weights: usize): void {
  for (let texel: usize = 0; texel < <usize>blockState().paddedCount8; texel++) {
    const fraction = <u16>(<i32>nearest<f32>(texelAt(weights, texel) * 65536));
    store<u16>(FRACTIONS + (texel << 1), isInside(WHOLE_MASK, texel) ? fraction : 0);
  }
}

export function highestEnergyRef(energies: usize): f32 {
  let highest = texelAt(energies, 0);
  for (let texel: usize = 1; texel < <usize>blockState().paddedCount4; texel++) {
    highest = max<f32>(highest, texelAt(energies, texel));
  }
  return highest;
}

/** Energy of a texel, 0 past the last. */
function insideEnergy(energies: usize, texel: usize): f32 {
  return isInside(WHOLE_MASK, texel) ? texelAt(energies, texel) : 0;
}

/** Energies of a lane of four: of eight texels those four apart are added first. */
function energyLane(energies: usize, lane: usize): f32 {
  let sum: f32 = 0;
  for (let texel = lane; texel < <usize>blockState().paddedCount8; texel += 8) {
    sum += insideEnergy(energies, texel) + insideEnergy(energies, texel + 4);
  }
  return sum;
}

export function buildAmplitudesRef(energies: usize, highest: f32): f32 {
  const scale: f32 = highest > 0 ? (32767.0 * 32767.0) / highest : 0;
  for (let texel: usize = 0; texel < <usize>blockState().paddedCount8; texel++) {
    const amplitude = <i32>sqrt<f32>(insideEnergy(energies, texel) * scale);
    store<i16>(AMPLITUDES + (texel << 1), saturate16(amplitude));
  }
  const sum = sumLanesRef(
    energyLane(energies, 0),
    energyLane(energies, 1),
    energyLane(energies, 2),
    energyLane(energies, 3),
  );
  return sum / <f32>blockState().texelCount;
}

/** Σ (miss · amplitude)², a miss of one step being 2¹³. */
function sumMisses(steps: i32, isVarying: bool): u32 {
  let sum: u32 = 0;
  for (let texel: usize = 0; texel < <usize>blockState().paddedCount8; texel++) {
    let miss = wrap16(<i32>load<i16>(FRACTIONS + (texel << 1)) * steps);
    if (isVarying) miss = (miss * <i32>load<i16>(AMPLITUDES + (texel << 1)) + (1 << 14)) >> 15;
    miss >>= 3;
    sum += miss * miss;
  }
  return sum;
}

function addLevelsRef(plane: usize, energy: f32, meanEnergy: f32, isVarying: bool): void {
  const scale: f32 = (energy * (1.0 / (8192.0 * 8192.0))) / <f32>blockState().texelCount;
  const isExact = sumMisses(load<i16>(LEVEL_STEPS), isVarying) == 0;
  const uniform: f32 = isExact ? 0 : (meanEnergy * 0.15) / 12;
  for (let level: usize = 0; level < 12; level++) {
    const sum = sumMisses(load<i16>(LEVEL_STEPS + (level << 1)), isVarying);
    const inverse = texelAt(INVERSE_SQUARE_STEPS, level);
    const share = texelAt(NOISE_SHARE, level);
    const measured = <f32>sum * scale * inverse;
    let spread = share * (uniform * inverse + measured * (1 - <f32>0.15));
    let direct = share * measured;
    if (plane > 0) {
      spread += texelAt(NOISE, level);
      direct += texelAt(NOISE, level + 12);
    }
    store<f32>(NOISE + (level << 2), spread);
    store<f32>(NOISE + ((level + 12) << 2), direct);
  }
}

export function addLevelsUniformRef(plane: usize, energy: f32, meanEnergy: f32): void {
  addLevelsRef(plane, energy, meanEnergy, false);
}

export function addLevelsVaryingRef(plane: usize, energy: f32, meanEnergy: f32): void {
  addLevelsRef(plane, energy, meanEnergy, true);
}

export function addNoiseRef(plane: usize): void {
  const energies = LINE_ENERGY + plane * WEIGHT_PLANE;
  const before: f32 = plane > 0 ? load<f32>(NOISE, 48) : 0;
  buildFractionsRef(IDEAL_WEIGHTS + plane * WEIGHT_PLANE);
  if (classState().partitionCount == 1) {
    addLevelsRef(plane, texelAt(energies, 0), texelAt(energies, 0), false);
  } else {
    const highest = highestEnergyRef(energies);
    addLevelsRef(plane, highest, buildAmplitudesRef(energies, highest), true);
  }
  if (blockState().domain != DOMAIN_LDR) store<f32>(NOISE, before + twoLevelNoiseRef(plane), 48);
}
