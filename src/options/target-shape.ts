/** What a target takes of shapes, mip levels and packing: asked of a texture, or of what is to become one. */
import { fullLevelCount, type Shape, shapeName } from '../containers/texture-shape.js';
import {
  LEVEL_CHAINS,
  type LevelChain,
  TARGET_ROWS,
  type Target,
  type TargetKinds,
  type TargetPacking,
} from '../targets.js';
import type { TextureFormat } from '../types.js';
import { failOption, LIBRARY_SPEECH, listWords, type Speech } from './speech.js';

/** A texture, as far as its file's loader has to know. */
export interface TargetTexture {
  format: TextureFormat;
  shape: Shape;
  levelCount: number;
  packing: TargetPacking;
}

/** In the order in which they are held against the target: the first that fits nothing is to blame. */
const TRAITS = ['packing', 'shape', 'levels'] as const;
type Trait = (typeof TRAITS)[number];

const TAKEN: Readonly<Record<Trait, (kinds: TargetKinds) => readonly string[]>> = {
  packing: ({ packings = ['none'] }) => packings,
  shape: ({ shapes = ['2D texture'] }) => shapes,
  levels: ({ levels = LEVEL_CHAINS }) => levels,
};

/**
 * Throws E_OPTION for a texture that the target would reject or show wrong, with the reason. Formats that it does not take at
 * all are for `applyTarget` to refuse.
 */
export function checkTargetShape(target: Target, texture: TargetTexture, { name }: Speech = LIBRARY_SPEECH): void {
  const { loader, takes, reasons } = TARGET_ROWS[target];
  const traits = traitsOf(texture);
  let kinds = takes.filter(({ formats }) => formats.includes(texture.format));
  for (const trait of TRAITS) {
    const left = kinds.filter((each) => TAKEN[trait](each).includes(traits[trait]));
    if (left.length === 0 && kinds.length > 0) {
      const expected = [...new Set(kinds.flatMap((each) => TAKEN[trait](each)))];
      const words =
        trait === 'packing' ? expected.map((packing) => (packing === 'none' ? 'no packing' : packing)) : expected;
      const given = `${name('target')} ${target}, ${name('format')} ${texture.format}`;
      const reason = reasons[trait];
      failOption(
        `Expected ${listWords(words)} for ${given} but received ${describe(trait, texture)}`,
        reason && `${loader} ${reason}`,
      );
    }
    kinds = left;
  }
}

function traitsOf({ shape, levelCount, packing }: TargetTexture): Record<Trait, string> {
  return { packing, shape: shapeWord(shape), levels: chainWord(shape, levelCount) };
}

/** In the words of the table; 1D textures are in none of its rows. */
function shapeWord({ height, depth, layers, faces }: Shape): string {
  const axes = depth > 0 ? 3 : height > 0 ? 2 : 1;
  const word = faces === 6 ? 'cubemap' : `${axes}D texture`;
  return layers > 0 ? `${word} array` : word;
}

function chainWord(shape: Shape, levelCount: number): LevelChain {
  if (levelCount === 1) return 'one level';
  return levelCount === fullCount(shape) ? 'all levels' : 'some levels';
}

function fullCount({ width, height, depth }: Shape): number {
  return fullLevelCount(width, height, depth);
}

function describe(trait: Trait, { shape, levelCount, packing }: TargetTexture): string {
  if (trait === 'packing') return packing;
  if (trait === 'shape') return `a ${shapeName(shape)}`;
  return `${levelCount} of ${fullCount(shape)} levels`;
}
