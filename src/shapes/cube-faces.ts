/** The six faces of a cube map: their order, and which way their texels look. Spec: OpenGL 4.6, "Cube Map Texture Selection". */

export type Direction = readonly [x: number, y: number, z: number];

/** A face's middle, and where its right and lower edges are, seen from within. */
export interface FaceAxes {
  middle: Direction;
  right: Direction;
  down: Direction;
}

/** +X, −X, +Y, −Y, +Z, −Z: the order that KTX, DDS and every graphics API have. */
export const FACE_AXES: readonly FaceAxes[] = [
  { middle: [1, 0, 0], right: [0, 0, -1], down: [0, -1, 0] },
  { middle: [-1, 0, 0], right: [0, 0, 1], down: [0, -1, 0] },
  { middle: [0, 1, 0], right: [1, 0, 0], down: [0, 0, 1] },
  { middle: [0, -1, 0], right: [1, 0, 0], down: [0, 0, -1] },
  { middle: [0, 0, 1], right: [1, 0, 0], down: [0, -1, 0] },
  { middle: [0, 0, -1], right: [-1, 0, 0], down: [0, -1, 0] },
];
