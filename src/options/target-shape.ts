/** What a target takes of packing, shapes and mip levels: asked of a texture, or of what is to become one. */
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

/** What is known of a texture; undefined is open. */
export interface TargetTexture {
  format: TextureFormat;
  packing?: TargetPacking;
  /** With `levelCount` mip levels. Default: 1. */
  shape?: Shape;
  levelCount?: number;
}

interface Trait {
  /** For which the target may have a reason. */
  name: 'packing' | 'shape' | 'levels';
  /** Words of the table. */
  taken: (kinds: TargetKinds) => readonly string[];
  /** The texture's word, and how it is told. */
  of: (texture: TargetTexture) => { word: string; told: string } | undefined;
}

/** In the order in which they are held against the target: the first that fits nothing is to blame. */
const TRAITS: readonly Trait[] = [
  {
    name: 'packing',
    taken: ({ packings = ['none'] }) => packings,
    of: ({ packing }) => packing && { word: packing, told: packing },
  },
  {
    name: 'shape',
    taken: ({ shapes = ['2D texture'] }) => shapes,
    of: ({ shape }) => shape && { word: shapeWord(shape), told: `a ${shapeName(shape)}` },
  },
  {
    name: 'levels',
    taken: ({ levels = LEVEL_CHAINS }) => levels,
    of: ({ shape, levelCount }) => shape && tellLevels(shape, levelCount),
  },
];

/**
 * Throws E_OPTION for a texture that the target would reject or show wrong, with the reason. Formats that it does not take at
 * all are for `applyTarget` to refuse.
 */
export function checkTargetShape(target: Target, texture: TargetTexture, { name }: Speech = LIBRARY_SPEECH): void {
  const { loader, takes, reasons } = TARGET_ROWS[target];
  let kinds = takes.filter(({ formats }) => formats.includes(texture.format));
  for (const trait of TRAITS) {
    const received = trait.of(texture);
    if (kinds.length === 0 || received === undefined) continue;
    const left = kinds.filter((each) => trait.taken(each).includes(received.word));
    if (left.length === 0) {
      const expected = [...new Set(kinds.flatMap(trait.taken))].map((word) => (word === 'none' ? 'no packing' : word));
      const given = `${name('target')} ${target}, ${name('format')} ${texture.format}`;
      const reason = reasons[trait.name];
      failOption(
        `Expected ${listWords(expected)} for ${given} but received ${received.told}`,
        reason && `${loader} ${reason}`,
      );
    }
    kinds = left;
  }
}

/** In the words of the table; 1D textures are in none of its rows. */
function shapeWord({ height, depth, layers, faces }: Shape): string {
  const axes = depth > 0 ? 3 : height > 0 ? 2 : 1;
  const word = faces === 6 ? 'cubemap' : `${axes}D texture`;
  return layers > 0 ? `${word} array` : word;
}

function tellLevels({ width, height, depth }: Shape, levelCount = 1): { word: LevelChain; told: string } {
  const fullCount = fullLevelCount(width, height, depth);
  const told = `${levelCount} of ${fullCount} levels`;
  if (levelCount === 1) return { word: 'one level', told };
  return { word: levelCount === fullCount ? 'all levels' : 'some levels', told };
}
