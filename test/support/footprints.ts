/** The footprints with their sizes, in the order of their ids. */
import { ALL_FOOTPRINTS, type Footprint } from '../../src/types.js';

export interface FootprintSize {
  readonly name: Footprint;
  readonly id: number;
  readonly width: number;
  readonly height: number;
  /** 1 for the 2D footprints. */
  readonly depth: number;
  readonly texelCount: number;
}

export const FOOTPRINT_SIZES: readonly FootprintSize[] = ALL_FOOTPRINTS.map((name, id) => {
  const [width, height, depth = 1] = name.split('x').map(Number) as [number, number, number?];
  return { name, id, width, height, depth, texelCount: width * height * depth };
});

export function footprintSize(name: Footprint): FootprintSize {
  return FOOTPRINT_SIZES.find((footprint) => footprint.name === name)!;
}
