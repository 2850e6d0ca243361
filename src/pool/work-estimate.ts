/**
 * How long a job will take on one thread, roughly. It decides where work is done and in what portions, never what comes
 * out of it, so a factor of two either way does no harm.
 */
import type { LevelTask } from './level-task.js';

/** Nanoseconds a texel at a quality from −1 to 100: measured on photographs, warm, at 6x6 and for ETC2 RGB. */
const ENCODE_NS: Readonly<Record<'astc' | 'etc', readonly (readonly [quality: number, ns: number])[]>> = {
  astc: [
    [-1, 20],
    [0, 60],
    [10, 90],
    [60, 240],
    [98, 950],
    [99, 3750],
    [100, 6100],
  ],
  etc: [
    [-1, 6],
    [0, 19],
    [10, 55],
    [60, 150],
    [98, 590],
    [99, 1100],
    [100, 2500],
  ],
};
const DECODE_NS = 10;
/** Nanoseconds a source texel: Kaiser, two to one. */
const RESAMPLE_NS = 20;
/** 4x4 and 5x4 take about this much longer a texel than 6x6. */
const SMALL_FOOTPRINT_FACTOR = 1.7;

/** Milliseconds of one thread for the whole level. */
export function estimateMs(task: LevelTask): number {
  const { width, height, depth = 1 } = task.shape;
  return (width * height * depth * nsPerTexel(task)) / 1e6;
}

/** Milliseconds of one thread for one block. */
export function estimateBlockMs(task: LevelTask): number {
  return (blockTexels(task.shape) * nsPerTexel(task)) / 1e6;
}

function blockTexels({ blockWidth, blockHeight, blockDepth = 1 }: LevelTask['shape']): number {
  return blockWidth * blockHeight * blockDepth;
}

function nsPerTexel(task: LevelTask): number {
  if (task.kind === 'decode') return DECODE_NS;
  if (task.kind === 'resample') {
    const { source, target } = task.resampler;
    const sourceTexels = source.width * source.height;
    return (RESAMPLE_NS * Math.max(sourceTexels, target.width * target.height)) / (target.width * target.height);
  }
  const { family, quality } = task.encoder;
  const ns = interpolate(ENCODE_NS[family], quality);
  const isSmall = family === 'astc' && blockTexels(task.shape) < 25;
  return isSmall ? ns * SMALL_FOOTPRINT_FACTOR : ns;
}

function interpolate(points: readonly (readonly [quality: number, ns: number])[], quality: number): number {
  const upper = Math.max(
    1,
    points.findIndex(([at]) => at >= quality),
  );
  const [q0, ns0] = points[upper - 1]!;
  const [q1, ns1] = points[upper]!;
  return ns0 + ((ns1 - ns0) * (quality - q0)) / (q1 - q0);
}
