/** Finds the functions of the encoder search that use vector instructions, so that none goes without a twin. */
import { readdirSync, readFileSync } from 'node:fs';

const SEARCH = new URL('../../assembly/astc-search/', import.meta.url);

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
  for (const file of readdirSync(SEARCH).filter((name) => name.endsWith('.ts'))) {
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
  widenPair: ['widenRgba8'],
  lowestLane: ['planeStatistics'],
  highestLane: ['planeStatistics'],
  // color-predict
  spreadDown: ['predictPartition'],
  // infill; exported by another name, since the decoder has an infillWeights too
  infillWeights: ['infillGrid'],
  widenWeights: ['infillGrid'],
  infillRows: ['infillGrid'],
  // realign: generic, exported once for each kind
  sweepWeights: ['sweepWeightsUniform', 'sweepWeightsVarying'],
  // weight-fit
  rankLanes: ['rankWeights'],
  // partition-sweep
  storeWinners: ['sweepTwo', 'sweepThree', 'sweepFour'],
  sumParts: ['sweepThree', 'sweepFour'],
  part: ['sweepThree', 'sweepFour'],
  scoreThree: ['sweepThree'],
  scoreFour: ['sweepFour'],
  cross: ['sweepFour'],
};
