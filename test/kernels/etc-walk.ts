/** Walks through the ETC search as it encodes a block, with every kernel call made twice: by the kernel and its twin. */

import type { TwinChecker } from './search-kernels.js';
import type { Random, SearchState } from './search-states.js';
import { pick } from './search-states.js';

const FORMAT_COUNT = 8;
/** Addresses of the host's pixels; one call of reserveBuffer. */
const PIXEL_BYTES = 2 * 16 * 8;

const HALVES = 4;
const SPLIT = 4;
const WHOLE = 0xffff;

const between = (random: Random, low: number, high: number) => low + (random() % (high - low + 1));

/** Levels r | g << 8 | b << 16. */
const levels = (random: Random, top: number) =>
  between(random, 0, top) | (between(random, 0, top) << 8) | (between(random, 0, top) << 16);

/** Everything that is checked from one state, which is of footprint 4x4. */
export function walkEtc(checker: TwinChecker, state: SearchState): void {
  const { random } = state;
  const pixelsPtr = checker.call('reserveBuffer', PIXEL_BYTES);
  const status = checker.call('configureEtcEncoder', random() % FORMAT_COUNT, state.quality, ...state.significance);
  if (status !== 0) throw new Error(`configureEtcEncoder returned ${status} for ${state.title}`);
  checker.bytes().set(state.pixels, pixelsPtr);
  walkLoad(checker, state, pixelsPtr);
  checker.call('etcSetOpaque', pick(random, [WHOLE, WHOLE, 1 + (random() % WHOLE)]));
  walkHalves(checker, random);
  walkGroup(checker, random);
  walkSplit(checker, random);
  walkPaints(checker, random);
  walkPlanar(checker, random);
  walkEac(checker, random);
}

function walkLoad(checker: TwinChecker, state: SearchState, pixelsPtr: number): void {
  const stride = state.width * (state.pixelType === 0 ? 4 : 8);
  const place = [pixelsPtr, stride, state.pixelType, state.x0, state.width, state.rowCount];
  checker.check('gatherPixels', ...place);
  checker.call('gatherPixels16', ...place);
  checker.check('planesFromPixels');
  checker.check('prepareLuma');
  checker.check('prepareLanes');
  checker.check('prepareSplats');
  checker.check('findOpaque');
  checker.check('isSolid');
}

/** Bases of a group, then scores of some tables. */
function walkScores(checker: TwinChecker, random: Random, group: number, kernel: string): void {
  const halfVectors = pick(random, [1, 2, 5, 12, 48]);
  checker.check(pick(random, ['buildBases4', 'buildBases5']), group, halfVectors, between(random, 4, 64));
  checker.check('clearKeys');
  for (let table = 0; table < 3; table++) {
    const from = between(random, 0, halfVectors - 1);
    const to = between(random, halfVectors, 2 * halfVectors);
    checker.check(kernel, group, from, to, between(random, 0, 4800), between(random, 0, 2800), random() % 8);
  }
  checker.check('leastKeyLane');
}

function walkHalves(checker: TwinChecker, random: Random): void {
  checker.check('sumHalves');
  checker.call('linkHalves');
  for (let half = 0; half < HALVES; half++) {
    walkScores(checker, random, checker.call('etcGroup', half), 'scoreHalf');
  }
}

function walkGroup(checker: TwinChecker, random: Random): void {
  checker.check('sumGroup', SPLIT, 1 + (random() % WHOLE));
  checker.check('packPairs', SPLIT);
  walkScores(checker, random, checker.call('etcGroup', SPLIT), 'scoreGroup');
}

function walkSplit(checker: TwinChecker, random: Random): void {
  checker.check('storeChroma', 0);
  checker.check('storeChroma', 16);
  const chroma = () => between(random, -5355, 5355);
  checker.check('assign', chroma(), chroma(), chroma(), chroma(), chroma(), chroma());
}

function walkPaints(checker: TwinChecker, random: Random): void {
  const splats = checker.call('etcTexelSplats');
  for (const [kernel, top] of [
    ['paintCandidates4', 15],
    ['paintCandidates5', 31],
  ] as const) {
    for (let lane = 0; lane < 4; lane++)
      checker.call('etcPlaceInfo', lane, levels(random, top) | ((random() % 8) << 24));
    checker.check(kernel);
    const [first, stride] = pick(random, [[0, 64] as const, [256, 64] as const, [0, 128] as const, [64, 128] as const]);
    checker.check('measurePaints', splats + first, stride, 8);
  }
  for (const kernel of ['paintT', 'paintH']) {
    for (let lane = 0; lane < 4; lane++) {
      checker.call('etcPlaceSplit', lane, levels(random, 15), levels(random, 15), random() % 8);
    }
    checker.check(kernel);
    checker.check('measurePaints', splats, 64, between(random, 1, 16));
  }
  for (let paint = 0; paint < 4; paint++) {
    const component = () => between(random, -200, 450);
    checker.check('splatPaint', paint, component(), component(), component());
  }
  checker.check('selectPaints');
}

function walkPlanar(checker: TwinChecker, random: Random): void {
  for (let component = 0; component < 3; component++) {
    const top = component === 1 ? 127 : 63;
    checker.check('prepareMoments', component);
    const corner = () => between(random, 0, top);
    checker.check('placeCorners', checker.call('etcCornerOffsets', random() % 2), corner(), corner(), corner(), top);
    checker.check('measurePlanes', component);
  }
}

function walkEac(checker: TwinChecker, random: Random): void {
  for (let kind = 0; kind < 3; kind++) {
    checker.call('etcLoadValues', kind, random() % 4);
    const base = () => (kind === 2 ? between(random, -127, 127) : between(random, 0, 255));
    for (let lane = 0; lane < 8; lane++) checker.call('etcPlaceEac', lane, random() % 16, random() % 16, base());
    checker.check('measureEac');
    checker.check('selectLevels', ((random() % 16) << 24) | ((random() % 16) << 16) | (base() + 128));
  }
}
