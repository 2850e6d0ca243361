/** The footprints with their sizes, in the order of their ids. */
import { FOOTPRINTS, type Footprint } from '../../src/types.js';

export interface FootprintSize {
  readonly name: Footprint;
  readonly id: number;
  readonly width: number;
  readonly height: number;
  readonly texelCount: number;
}

export const FOOTPRINT_SIZES: readonly FootprintSize[] = FOOTPRINTS.map((name, id) => {
  const [width, height] = name.split('x').map(Number) as [number, number];
  return { name, id, width, height, texelCount: width * height };
});

export function footprintSize(name: Footprint): FootprintSize {
  return FOOTPRINT_SIZES.find((footprint) => footprint.name === name)!;
}
