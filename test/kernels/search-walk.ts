/**
 * Walks through the encoder search as search.ts does, stage by stage, with every kernel call made twice: by the kernel
 * and by its twin. So each kernel runs from the states that it meets in an encode.
 */
import type { TwinChecker } from './search-kernels.js';
import type { SearchState } from './search-states.js';
import { walkDual, walkDualPattern, walkPattern, walkSingle } from './walk-classes.js';
import { walkPartitions } from './walk-partitions.js';
import { walkTrial } from './walk-trial.js';

/** Where the host's pixels lie, and room for the blocks encoded before. */
export interface HostBuffer {
  pixelsPtr: number;
  blocksPtr: number;
}

/** Bytes for the pixels of two of the largest blocks at 16 bits, then for two blocks. */
const PIXEL_BYTES = 2 * 216 * 8;
const BUFFER_BYTES = PIXEL_BYTES + 32;

/** Builds all tables of a footprint in a fresh instance. */
export function prepareInstance(checker: TwinChecker, footprint: number): HostBuffer {
  checker.call('initCodec');
  const pixelsPtr = checker.call('reserveBuffer', BUFFER_BYTES);
  checker.call('configureEncoder', footprint, 0, 0, 100, 1, 1, 1, 1);
  checker.call('stageBuildAll');
  return { pixelsPtr, blocksPtr: pixelsPtr + PIXEL_BYTES };
}

/** Puts the settings and pixels of a state in place. */
export function enterState(checker: TwinChecker, state: SearchState, host: HostBuffer): void {
  const status = checker.call(
    'configureEncoder',
    state.footprint,
    state.profile,
    state.decodeMode,
    state.quality,
    ...state.significance,
  );
  if (status !== 0) throw new Error(`configureEncoder returned ${status} for ${state.title}`);
  checker.bytes().set(state.pixels, host.pixelsPtr);
}

function strideOf(state: SearchState): number {
  return state.width * (state.pixelType === 0 ? 4 : 8);
}

/** Encodes the blocks of a state and returns their bytes. */
export function encodeState(checker: TwinChecker, state: SearchState, host: HostBuffer): Uint8Array {
  enterState(checker, state, host);
  const { pixelsPtr, blocksPtr } = host;
  const { pixelType, width, rowCount, sliceCount } = state;
  checker.call('encodeRow', pixelsPtr, strideOf(state), pixelType, width, rowCount, blocksPtr, sliceCount);
  return checker.bytes().slice(blocksPtr, blocksPtr + (state.x0 > 0 ? 32 : 16));
}

/** Everything that is checked from one state. */
export function walkSearch(checker: TwinChecker, state: SearchState, host: HostBuffer): void {
  walkLoad(checker, state, host);
  // Blocks of one color are not searched.
  if (checker.call('stageVaryingMask') === 0) return;
  walkSingle(checker, state);
  walkTrial(checker, state, 1, false);
  walkDual(checker, state);
  walkTrial(checker, state, 1, true);
  walkPartitions(checker, state);
  walkDualPattern(checker, state);
  walkTrial(checker, state, 2, true);
  for (let partitionCount = 2; partitionCount <= 4; partitionCount++) {
    walkPattern(checker, state, partitionCount);
    walkTrial(checker, state, partitionCount, false);
  }
}

/** Pixels → planes. */
function walkLoad(checker: TwinChecker, state: SearchState, host: HostBuffer): void {
  const stride = strideOf(state);
  const { pixelType, x0, width, rowCount, sliceCount } = state;
  const bytes = [host.pixelsPtr, stride, rowCount * stride] as const;
  checker.check('loadBlock', ...bytes, pixelType, x0, width, rowCount, sliceCount);
  if (pixelType === 0) {
    checker.check('gatherPixels8', ...bytes, x0, width, rowCount, sliceCount);
    checker.check('widenRgba8');
  } else {
    checker.check('gatherPixels16', ...bytes, x0, width, rowCount, sliceCount);
    if (pixelType === 1) checker.call('widenRgba16');
    else {
      checker.check('cleanHalves');
      checker.check('widenHalves');
    }
  }
  checker.check('sumPlanes');
  for (let component = 0; component < 4; component++) checker.check('centrePlane', component);
}
