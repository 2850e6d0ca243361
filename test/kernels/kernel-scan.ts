/** Finds the functions of the encoder search that use vector instructions, so that none goes without a twin. */
import { readdirSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';

const SEARCH = new URL('../../assembly/astc-search/', import.meta.url);

/**
 * The room of four blocks abreast: vectors there hold a block a lane, so its twin is the whole way of one block, and
 * lanes.test.ts demands one for each of its files.
 */
const LANES = `lanes${sep}`;

const COMMENTS = /\/\/.*|\/\*[\s\S]*?\*\//g;
/** A top-level function with its body: the formatter puts the closing brace in the first column. */
const FUNCTIONS = /^(?:export )?function (\w+)[\s\S]*?^\}/gm;
const VECTORS = /\b(?:v128|i8x16|i16x8|i32x4|i64x2|f32x4|f64x2)\b/;

export interface VectorFunction {
  file: string;
  name: string;
}

export function findVectorFunctions(): VectorFunction[] {
  const found: VectorFunction[] = [];
  const files = readdirSync(SEARCH, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => name.endsWith('.ts') && !name.startsWith(LANES))) {
    const source = readFileSync(new URL(file, SEARCH), 'utf8').replace(COMMENTS, '');
    let rest = source;
    for (const [body, name] of source.matchAll(FUNCTIONS)) {
      if (VECTORS.test(body)) found.push({ file, name: name! });
      rest = rest.replace(body, '');
    }
    // A vector outside of every function that was found would escape the check.
    if (VECTORS.test(rest)) found.push({ file, name: `a vector outside of the functions of ${file}` });
  }
  return found;
}

/** Functions without a twin of their own, and the kernels whose twins cover all that they do. */
export const INLINE_PARTS: Readonly<Record<string, readonly string[]>> = {
  // load-block
  gatherPixels: ['gatherPixels8', 'gatherPixels16'],
  widen: ['widenRgba8'],
  gatherStatistics: ['loadBlock'],
  toSteps: ['sumPlanes'],
  // load-half
  toLog: ['widenHalves'],
  toAlphaSteps: ['widenHalves'],
  // line-fit
  sumComponents: ['scatterOfMask'],
  sumColors: ['scatterOfMask'],
  longestColumn: ['principalDirection'],
  powerStep: ['principalDirection'],
  // color-predict
  sumIdealWeights: ['predictPartition'],
  lanes: ['predictPartition'],
  roundedEnds: ['predictPartition'],
  directShare: ['predictPartition'],
  isContractible: ['predictPartition'],
  classCosts: ['predictColors', 'promisingClasses'],
  // weight-noise: generic, exported once for each kind
  addLevels: ['addLevelsUniform', 'addLevelsVarying'],
  squaredMiss: ['addLevelsUniform', 'addLevelsVarying'],
  // grid-projection: likewise
  transformRows: ['transformRowsOne', 'transformRowsTwo', 'transformRowsThree'],
  loseRest: ['addHeightOne', 'addHeightTwo', 'addHeightThree'],
  // mode-predict
  gather: ['selectModes'],
  // class-fit
  sumTexels: ['sumPartition'],
  projectTexels: ['projectPartition'],
  placeWeights: ['projectPartition'],
  addWide: ['sumPartition'],
  unitSquares: ['sumPartition'],
  // infill; exported by another name, since the decoder has an infillWeights too
  infillWeights: ['infillGrid'],
  widenWeights: ['infillGrid'],
  infillRows: ['infillGrid'],
  // error, generic, exported once for each kind
  componentError: ['componentErrorOne', 'componentErrorTwo', 'componentErrorMany'],
  // realign, likewise
  sweepWeights: ['sweepWeightsUniform', 'sweepWeightsVarying'],
  nearestWeight: ['sweepWeightsUniform', 'sweepWeightsVarying'],
  moveWindow: ['sweepWeightsUniform', 'sweepWeightsVarying'],
  // endpoint-fit
  sumWeighted: ['sumMoments'],
  solveComponents: ['fitEndpoints'],
  solvePair: ['fitEndpoints'],
  finishFit: ['fitEndpoints'],
  // endpoint-lanes
  nearestByte: ['quantizeDirect'],
  lookupLanes: ['quantizeDirect'],
  lookupWords: ['quantizeBaseOffset'],
  formLanes: ['quantizeDirect'],
  errorLanes: ['quantizeDirect'],
  sumRgb: ['quantizeDirect'],
  sumRgbI32: ['quantizeDirect'],
  fitPairLanes: ['quantizeDirect'],
  joinBytes: ['quantizeDirect'],
  withoutAlpha: ['quantizeDirect'],
  storeMode: ['quantizeDirect'],
  joinHalves: ['quantizeDirect'],
  blueLanes: ['quantizeDirect'],
  // endpoint-pair
  nearestUvalue: ['quantizeScale', 'quantizeLuma'],
  // endpoint-quant-direct, -offset, -scale, -luma
  quantizeComponents: ['quantizeDirect'],
  quantizeOffsets: ['quantizeBaseOffset'],
  clampLanes: ['quantizeBaseOffset'],
  endLanes: ['quantizeBaseOffset'],
  rawEndLanes: ['quantizeBaseOffset'],
  offsetLanes: ['quantizeBaseOffset'],
  offsetError: ['quantizeBaseOffset'],
  fitOffsetLanes: ['quantizeBaseOffset'],
  brokenLanes: ['quantizeBaseOffset'],
  isFar: ['quantizeBaseOffset'],
  swappedAlphaError: ['quantizeBaseOffset'],
  scaledEnds: ['quantizeScale'],
  scaledError: ['quantizeScale'],
  storeScaled: ['quantizeScale'],
  greyError: ['quantizeLuma'],
  // weight-fit
  decimateRows: ['decimateRowsOne', 'decimateRowsTwo', 'decimateRowsThree'],
  rankLanes: ['rankWeights'],
  // four-lines, partition-moments
  transposeMoments: ['fitLines', 'exactScores'],
  fitFour: ['fitLines', 'exactScores'],
  scatter: ['fitLines', 'exactScores'],
  rowTimes: ['fitLines', 'exactScores'],
  dotInLanes: ['fitLines', 'exactScores'],
  storeSet: ['fitLines', 'exactScores'],
  sumSubset: ['exactScores'],
  fitMembers: ['fitLines'],
  scorePatterns: ['exactScores'],
  measureLines: ['measureDistances'],
  rangeErrors: ['quantizeWeights'],
  rangeMiss: ['quantizeWeights'],
  // sweep-winners
  isBefore: ['countBetter'],
  // realign
  aimTexels: ['aimWeights'],
  sumInOrder: ['aimWeights'],
  nearestWhole: ['snapWeights'],
  // partition-sweep
  sumNibbles: ['sweepThree', 'sweepFour'],
  addNibble: ['sweepTwo'],
  eitherWay: ['sweepTwo'],
  sweepTwoOf: ['sweepTwo'],
  sweepLines: ['sweepThree', 'sweepFour'],
  storeWinners: ['sweepTwo', 'sweepThree', 'sweepFour'],
  sumThree: ['sweepThree'],
  sumFour: ['sweepFour'],
  total: ['sweepThree', 'sweepFour'],
  part: ['sweepThree', 'sweepFour'],
  scoreThree: ['sweepThree'],
  scoreFour: ['sweepFour'],
  cross: ['sweepFour'],
};
