/** The passes of a format and a quality in their order: which shader files, which flip of the halves. */
import type { ShaderParts } from '../compile-shader.js';
import type { ShaderName } from '../shader-text.js';
import { type Constants, type EtcPlan, halfConstants, splitConstants } from './shader-constants.js';

/** Turns of the two flips of halves: the likelier one, then the other. */
export type Turn = 0 | 1;

/** One dispatch over all blocks of a chunk. Passes of the same label share a pipeline. */
export interface EtcPass {
  parts: ShaderParts;
  turn: Turn;
  /** Invocations a block. */
  invocations: number;
}

const BLOCK: readonly ShaderName[] = ['common/linear-index', 'etc/block-state', 'etc/chunk', 'etc/pixels'];
const COLOR: readonly ShaderName[] = [
  ...BLOCK,
  'etc/texels',
  'etc/significance',
  'etc/levels',
  'etc/modifiers',
  'etc/paint-error',
];
const HALF: readonly ShaderName[] = [...COLOR, 'etc/half-group', 'etc/half-error', 'etc/pair'];
const BASES: readonly ShaderName[] = ['etc/reach', 'etc/group', 'etc/bases', 'etc/score-bases'];

const FILES = {
  prepare: [...COLOR, 'etc/whole-group', 'etc/group', 'etc/solid', 'etc/prepare'],
  halves: [
    ...HALF,
    ...BASES,
    'etc/candidates',
    'etc/half-fit',
    'etc/pair-search',
    'etc/refine',
    'etc/descents',
    'etc/halves',
  ],
  'refine-best': [...HALF, 'etc/refine', 'etc/refine-best'],
  planar: [...COLOR, 'etc/planar'],
  'split-fit': [
    ...COLOR,
    'etc/whole-group',
    ...BASES,
    'etc/split-paints',
    'etc/split-error',
    'etc/take-split',
    'etc/chroma-split',
    'etc/split-candidates',
    'etc/raised-split',
    'etc/refine-split',
    'etc/split-fit',
  ],
  emit: [...COLOR, 'etc/split-paints', 'etc/pack-fields', 'etc/swap-bytes', 'etc/emit'],
  'eac-fit': [...BLOCK, 'etc/swap-bytes', 'etc/eac-values', 'etc/eac-error', 'etc/eac-starts', 'etc/eac-fit'],
} as const satisfies Record<string, readonly ShaderName[]>;

/** A pass of a plan; `own` are the constants that other passes have otherwise or not at all. */
function passOf(plan: EtcPlan, name: keyof typeof FILES, label: string, own: Constants = {}, turn: Turn = 0): EtcPass {
  const constants = { HAS_MASK: 1, ...plan.constants, ...own };
  return { parts: { label: `etc ${label}`, constants, files: FILES[name] }, turn, invocations: 1 };
}

/** Both halves of a flip: differential bases, then individual ones where they are wanted. */
function halfPasses(plan: EtcPlan, turn: Turn): EtcPass[] {
  const differential = passOf(plan, 'halves', 'differential', halfConstants(plan, 5), turn);
  if (!plan.layout.hasIndividual) return [differential];
  return [differential, passOf(plan, 'halves', 'individual', halfConstants(plan, 4), turn)];
}

function colorPasses(plan: EtcPlan): EtcPass[] {
  const { row, layout } = plan;
  const passes = [passOf(plan, 'prepare', 'prepare'), ...halfPasses(plan, 0)];
  if (layout.hasSplits) passes.push(passOf(plan, 'planar', 'planar'));
  // Blocks with holes always have both flips.
  if (row.oneFlip === 0 || layout.hasHoles) passes.push(...halfPasses(plan, 1));
  if (row.refineEach === 0 && row.refinements > 0) passes.push(passOf(plan, 'refine-best', 'refinement'));
  if (layout.hasSplits && row.splitRounds > 0) {
    passes.push(passOf(plan, 'split-fit', 'modes T and H', splitConstants(plan)));
  }
  return [...passes, passOf(plan, 'emit', 'emission')];
}

/** All passes, in the order in which they run. */
export function listPasses(plan: EtcPlan): EtcPass[] {
  const { eac, colorWord } = plan.layout;
  const passes = colorWord === undefined ? [] : colorPasses(plan);
  if (eac === undefined) return passes;
  return [{ ...passOf(plan, 'eac-fit', 'EAC'), invocations: eac.count }, ...passes];
}
