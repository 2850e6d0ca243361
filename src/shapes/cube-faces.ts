/** The six faces of a cube map: their order, and which way their texels look. Spec: OpenGL 4.6, "Cube Map Texture Selection". */

/** In the order KTX, DDS and every graphics API have them. */
export const CUBE_FACES = ['+X', '-X', '+Y', '-Y', '+Z', '-Z'] as const;
export type CubeFace = (typeof CUBE_FACES)[number];

export type Direction = readonly [x: number, y: number, z: number];

/** A face's middle, and where its right and lower edges are, seen from within. */
export interface FaceAxes {
  middle: Direction;
  right: Direction;
  down: Direction;
}

/** In the order of {@link CUBE_FACES}. */
export const FACE_AXES: readonly FaceAxes[] = [
  { middle: [1, 0, 0], right: [0, 0, -1], down: [0, -1, 0] },
  { middle: [-1, 0, 0], right: [0, 0, 1], down: [0, -1, 0] },
  { middle: [0, 1, 0], right: [1, 0, 0], down: [0, 0, 1] },
  { middle: [0, -1, 0], right: [1, 0, 0], down: [0, 0, -1] },
  { middle: [0, 0, 1], right: [1, 0, 0], down: [0, -1, 0] },
  { middle: [0, 0, -1], right: [-1, 0, 0], down: [0, -1, 0] },
];

/**
 * Where a place on a face looks, not normalised.
 *
 * @param face  0..5, in the order of {@link CUBE_FACES}
 * @param right  −1 at the left edge, 1 at the right one
 * @param down  −1 at the upper edge, 1 at the lower one
 */
export function faceDirection(face: number, right: number, down: number): [number, number, number] {
  const axes = FACE_AXES[face]!;
  return [0, 1, 2].map((axis) => axes.middle[axis]! + right * axes.right[axis]! + down * axes.down[axis]!) as [
    number,
    number,
    number,
  ];
}
