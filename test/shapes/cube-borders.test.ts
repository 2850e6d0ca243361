/** What lies beyond the edges of cube faces. Witness: the geometry of a cube, texel by texel, written once more in `unfold.ts`. */
import { describe, expect, it } from 'vitest';
import { faceWithBorder } from '../../src/shapes/cube-borders.js';
import { directionByTable } from './pictures.js';
import { onSurface } from './unfold.js';

const SIDE = 4;
/** Each texel says where on the cube it is: its place on the surface, in quarters of a texel, and 1. */
const FACES = Array.from({ length: 6 }, (_, face) =>
  Float32Array.from({ length: SIDE * SIDE * 4 }, (_, index) => {
    const texel = index >> 2;
    const direction = directionByTable(face, SIDE, texel % SIDE, Math.floor(texel / SIDE));
    return [...direction, 1][index & 3]!;
  }),
);

describe.each([0, 1, 2, 3, 4, 5])('face %i', (face) => {
  it.each([1, 3, 4])('goes on across its edges by %i texels', (border) => {
    const width = SIDE + 2 * border;
    const texels = faceWithBorder(FACES, face, SIDE, border);
    expect(texels).toHaveLength(width * width * 4);
    const at = (x: number, y: number) => [...texels.subarray((y * width + x) * 4, (y * width + x) * 4 + 3)];
    for (let y = border; y < border + SIDE; y++) {
      for (let x = 0; x < width; x++) {
        for (const [here, isRow] of [
          [at(x, y), true],
          [at(y, x), false],
        ] as const) {
          const [column, row] = isRow ? [x, y] : [y, x];
          const expected = onSurface(face, SIDE, column - border, row - border);
          for (let axis = 0; axis < 3; axis++) expect(here[axis]).toBeCloseTo(expected[axis]!, 6);
        }
      }
    }
    // Corners repeat a texel of a neighbour: a place on the surface of the cube in any case.
    expect(Math.max(...at(0, 0).map(Math.abs))).toBeCloseTo(1, 6);
  });
});
