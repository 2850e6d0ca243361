/**
 * Every SIMD kernel of the ETC search and of the ETC lanes equals its scalar twin in every byte of memory.
 *
 * KERNEL_SEED=n replays one state, KERNEL_STATES=n sets the number of states (420 by default).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ALL_FOOTPRINTS } from '../../src/types.js';
import { readCheckModule } from '../support/check-wasm.js';
import { walkEtcLanes } from './etc-lane-walk.js';
import { walkEtc } from './etc-walk.js';
import { type KernelRecord, TwinChecker } from './search-kernels.js';
import { createState } from './search-states.js';

const REPLAYED = process.env.KERNEL_SEED;
const STATES = REPLAYED === undefined ? Number(process.env.KERNEL_STATES ?? 420) : 1;
const FIRST_SEED = REPLAYED === undefined ? 1 : Number(REPLAYED);

const FOLDERS = ['etc-search', 'etc-lanes'].map((name) => new URL(`../../assembly/${name}/`, import.meta.url));
const EXPORTS = ['etc-kernels', 'etc-lane-kernels'].map(
  (name) => new URL(`../../assembly/reference/${name}.ts`, import.meta.url),
);
const COMMENTS = /\/\/.*|\/\*[\s\S]*?\*\//g;

/** Inline parts and the kernels whose twins cover all that they do. */
const INLINE_PARTS: Readonly<Record<string, readonly string[]>> = {
  quantize: ['buildBases4', 'buildBases5'],
  expandLevels: ['buildBases4', 'buildBases5', 'paintCandidates4', 'paintCandidates5', 'paintT', 'paintH'],
  buildBases: ['buildBases4', 'buildBases5'],
  nearerSecond: ['assign'],
  prepareLevels: ['measureEac'],
  nearer: ['measureEac'],
  distance: ['selectPaints'],
  spreadBits: ['sumGroup'],
  sumLanes: ['sumGroup'],
  maskedSum: ['sumGroup'],
  maskedSquares: ['sumGroup'],
  maskedSpan: ['sumGroup'],
  joinQuadrants: ['sumHalves'],
  joinPairs: ['sumHalves'],
  planeSums: ['sumHalves'],
  planeSquares: ['sumHalves'],
  swapPair: ['sumHalves'],
  planeSpans: ['sumHalves'],
  scatter: ['sumHalves'],
  storeLuma: ['prepareLuma'],
  paintDistance: ['measurePaints'],
  storePaint: ['paintCandidates4', 'paintCandidates5', 'paintT', 'paintH', 'splatPaint'],
  lookupModifier: ['paintCandidates4', 'paintCandidates5'],
  paintCandidates: ['paintCandidates4', 'paintCandidates5'],
  expand: ['measurePlanes'],
  pairError: ['scoreHalf', 'scoreGroup'],
  isConstant: ['isSolid'],
  expandRg: ['paintT', 'paintH'],
  expandB: ['paintT', 'paintH'],
  distancePairs: ['paintT', 'paintH'],
  // etc-lanes
  twice: ['quantizePair', 'fitTables', 'fitEac', 'emitEacFour'],
  storeComponent: ['loadFour'],
  splitBlock: ['loadFour'],
  quadrant: ['sumFour'],
  spanOf: ['rankFour'],
  lowerTable: ['rankFour'],
  level5: ['quantizePair'],
  level4: ['quantizePair'],
  shown5: ['quantizePair'],
  shown4: ['quantizePair'],
  isFar: ['quantizePair'],
  storeHalf: ['quantizePair'],
  triple: ['fitTables', 'shiftHalf', 'emitFour'],
  middleOf: ['fitTables', 'shiftHalf', 'emitFour'],
  spreadOf: ['fitTables', 'shiftHalf'],
  missOf: ['fitTables', 'fitEac'],
  fieldOf: ['emitFour'],
  levelField: ['emitFour'],
  largeBits: ['emitFour'],
  negativeBits: ['emitFour'],
  selectLarge: ['emitFour'],
  selectNegative: ['emitFour'],
  joinTexels: ['emitFour'],
  square: ['fitPlanes'],
  fitPlane: ['fitPlanes'],
  roundCorner: ['fitPlanes'],
  roundPlane: ['fitPlanes'],
  lumaSquares: ['fitPlanes'],
  corner: ['emitPlanes'],
  bits: ['emitPlanes'],
  leavesBelow: ['emitPlanes'],
  loadSwapped: ['storeSingle', 'storeEveryOther'],
  joinPair: ['spanEac'],
  factorOf: ['fitEac', 'emitEacFour'],
  centerOf: ['fitEac', 'emitEacFour'],
  baseOf: ['fitEac'],
  errorOf: ['fitEac'],
  tryTable: ['fitEac'],
  takeDense: ['fitEac'],
  stepOf: ['emitEacFour'],
  columnsOf: ['emitEacFour'],
};

/** Functions of the search with vector instructions: a top-level function ends at a brace in the first column. */
function findVectorFunctions(): { file: string; name: string }[] {
  const vectors = /\b(?:v128|i8x16|i16x8|i32x4|i64x2|f32x4|f64x2)\b/;
  return FOLDERS.flatMap((folder) => readdirSync(folder).map((file) => new URL(file, folder)))
    .filter(({ pathname }) => pathname.endsWith('.ts'))
    .flatMap((url) => {
      const file = url.pathname.split('/').slice(-2).join('/');
      let rest = readFileSync(url, 'utf8').replace(COMMENTS, '');
      const names: string[] = [];
      for (const [body, name] of rest.matchAll(/^(?:export )?function (\w+)[\s\S]*?^\}/gm)) {
        if (vectors.test(body)) names.push(name!);
        rest = rest.replace(body, '');
      }
      // A vector outside of every function that was found would escape the check.
      if (vectors.test(rest)) names.push(`a vector outside of the functions of ${file}`);
      return names.map((name) => ({ file, name }));
    });
}

/** Names that the check binary exports of the ETC search with a sibling named …Ref. */
function listKernels(): string[] {
  const source = EXPORTS.map((url) => readFileSync(url, 'utf8').replace(COMMENTS, '')).join('\n');
  const names = [...source.matchAll(/export \{([^}]*)\}/g)].flatMap(([, list]) =>
    list!.split(',').map((entry) => entry.trim()),
  );
  return names.filter((name) => names.includes(`${name}Ref`)).sort();
}

const kernels = listKernels();
const records = new Map<string, KernelRecord>();

describe(`ETC kernels in ${STATES} states from seed ${FIRST_SEED}`, () => {
  beforeAll(() => {
    const checker = new TwinChecker(readCheckModule('check-search'), records);
    checker.call('initCodec');
    for (let seed = FIRST_SEED; seed < FIRST_SEED + STATES; seed++) {
      // The state of a seed that is a multiple of the footprints' number is a block of 4x4.
      const state = createState(seed * ALL_FOOTPRINTS.length);
      checker.enterState(seed, state.title);
      walkEtc(checker, state);
      walkEtcLanes(checker, state);
    }
  }, 120_000);

  it.each(kernels)('%s leaves the memory that its scalar twin leaves', (name) => {
    const record = records.get(name);
    if (REPLAYED === undefined)
      expect(record?.states.size ?? 0, `states that reached ${name}`).toBeGreaterThan(STATES / 4);
    expect(record?.failures.slice(0, 3) ?? []).toEqual([]);
  });
});

describe('the list of ETC kernels', () => {
  const found = findVectorFunctions();

  it('finds the functions with vector instructions', () => {
    expect(found.length).toBeGreaterThan(40);
  });

  it.each(found)('$file $name is a kernel with a twin or part of one', ({ name }) => {
    for (const owner of INLINE_PARTS[name] ?? [name]) expect(kernels, `${name} has no scalar twin`).toContain(owner);
  });

  it.each(Object.keys(INLINE_PARTS))('%s exists, uses vectors and has no twin of its own', (name) => {
    expect(found.map((entry) => entry.name)).toContain(name);
    expect(kernels).not.toContain(name);
  });
});
