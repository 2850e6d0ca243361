/** The passes of a format and a quality in their order: which shader files, which flip of the halves. */
import type { ShaderParts } from '../compile-shader.js';
import { SHADER_TEXT, type ShaderName } from '../shader-text.js';
import { type Constants, type EtcPlan, halfConstants, splitConstants } from './shader-constants.js';

/** Turns of the two flips of halves: the likelier one, then the other. */
export type Turn = 0 | 1;

/** One dispatch over the blocks of a chunk. Parts of the same label are one pipeline. */
export interface EtcPass {
  parts: ShaderParts;
  turn: Turn;
  /** What lists the blocks that the pass works on, where that is not all of them. */
  selection?: ShaderParts;
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

/** What a pass that works on listed blocks begins with. */
const LISTED: readonly ShaderName[] = ['etc/selection'];

const FILES = {
  prepare: [...COLOR, 'etc/whole-group', 'etc/group', 'etc/solid', 'etc/prepare'],
  halves: [
    ...LISTED,
    ...HALF,
    ...BASES,
    'etc/candidates',
    'etc/half-fit',
    'etc/pair-search',
    'etc/refine',
    'etc/descents',
    'etc/halves',
  ],
  'refine-best': [...LISTED, ...HALF, 'etc/refine', 'etc/refine-best'],
  planar: [...LISTED, ...COLOR, 'etc/planar'],
  'split-fit': [
    ...LISTED,
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

/**
 * The constants that files speak of. Without the others, passes of formats that do not differ in them have the same text,
 * and a device compiles it once.
 */
function usedConstants(files: readonly ShaderName[], constants: Constants): Constants {
  const words = new Set(files.flatMap((name) => SHADER_TEXT[name].match(/[A-Z][A-Z0-9_]+/g) ?? []));
  return Object.fromEntries(Object.entries(constants).filter(([name]) => words.has(name)));
}

function partsOf(label: string, files: readonly ShaderName[], constants: Constants): ShaderParts {
  return { label: `etc ${label}`, constants: usedConstants(files, constants), files };
}

/** A pass over all blocks. */
function densePass({ constants }: EtcPlan, name: 'prepare' | 'emit' | 'eac-fit', label: string): EtcPass {
  return { parts: partsOf(label, FILES[name], { HAS_MASK: 1, ...constants }), turn: 0, invocations: 1 };
}

/** What a pass over listed blocks is made of. */
interface ListedPass {
  name: 'halves' | 'refine-best' | 'planar' | 'split-fit';
  label: string;
  /** File that tells which blocks are worth it. */
  worth: ShaderName;
  /** Constants that other passes have otherwise or not at all. */
  own?: Constants;
  turn?: Turn;
}

function listedPass({ constants }: EtcPlan, { name, label, worth, own = {}, turn = 0 }: ListedPass): EtcPass {
  return {
    parts: partsOf(label, FILES[name], { ...constants, ...own }),
    turn,
    selection: partsOf(`selection for ${label}`, [...BLOCK, worth, 'etc/select-blocks'], constants),
    invocations: 1,
  };
}

/** Both halves of a flip: differential bases, then individual ones where they are wanted. */
function halfPasses(plan: EtcPlan, turn: Turn): EtcPass[] {
  const passOf = (label: string, worth: ShaderName, bits: 4 | 5) =>
    listedPass(plan, { name: 'halves', label, worth, own: halfConstants(plan, bits), turn });
  const differential = passOf('differential', 'etc/worth-differential', 5);
  if (!plan.layout.hasIndividual) return [differential];
  return [differential, passOf('individual', 'etc/worth-individual', 4)];
}

function colorPasses(plan: EtcPlan): EtcPass[] {
  const { row, layout } = plan;
  const passes = [densePass(plan, 'prepare', 'prepare'), ...halfPasses(plan, 0)];
  if (layout.hasSplits) passes.push(listedPass(plan, { name: 'planar', label: 'planar', worth: 'etc/worth-planar' }));
  // Blocks with holes always have both flips.
  if (row.oneFlip === 0 || layout.hasHoles) passes.push(...halfPasses(plan, 1));
  if (row.refineEach === 0 && row.refinements > 0) {
    passes.push(listedPass(plan, { name: 'refine-best', label: 'refinement', worth: 'etc/worth-refinement' }));
  }
  if (layout.hasSplits && row.splitRounds > 0) {
    const own = splitConstants(plan);
    passes.push(listedPass(plan, { name: 'split-fit', label: 'modes T and H', worth: 'etc/worth-split', own }));
  }
  return [...passes, densePass(plan, 'emit', 'emission')];
}

/** All passes, in the order in which they run. */
export function listPasses(plan: EtcPlan): EtcPass[] {
  const { eac, colorWord } = plan.layout;
  const passes = colorWord === undefined ? [] : colorPasses(plan);
  if (eac === undefined) return passes;
  return [{ ...densePass(plan, 'eac-fit', 'EAC'), invocations: eac.count }, ...passes];
}
