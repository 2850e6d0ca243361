/** Faces of a cube with what lies beyond their edges, so that filters see no edge there. */
import { type Direction, FACE_AXES } from './cube-faces.js';

type Texels = Uint8Array | Uint16Array | Float32Array;

/**
 * A face and the texels of its four neighbours around it, folded flat. Beyond a corner, where there is no fourth face,
 * the neighbour's last texel goes on.
 *
 * @param faces  six squares of `side` texels, four components each
 * @param border  texels on every side, 0 to `side`
 * @returns `side + 2 * border` texels square
 */
export function faceWithBorder<T extends Texels>(faces: readonly T[], face: number, side: number, border: number): T {
  const own = faces[face]!;
  const width = side + 2 * border;
  const result = new (own.constructor as new (length: number) => T)(width * width * 4);
  for (let y = 0; y < width; y++) {
    const row = y - border;
    const isBeyond = row < 0 || row >= side;
    for (let x = 0; x < width; x++) {
      // The face's own texels are one run.
      if (!isBeyond && x === border) {
        result.set(own.subarray(row * side * 4, (row + 1) * side * 4), (y * width + x) * 4);
        x += side;
      }
      if (x >= width) break;
      const [from, texel] = texelBeyond(face, side, x - border, row);
      result.set(faces[from]!.subarray(texel * 4, texel * 4 + 4), (y * width + x) * 4);
    }
  }
  return result;
}

/** Which face, and which of its texels, lies at a place beyond one edge of a face. */
function texelBeyond(face: number, side: number, x: number, y: number): [face: number, texel: number] {
  const isAcross = x < 0 || x >= side;
  const along = centreOf(clampTexel(isAcross ? y : x, side), side);
  const beyond = isAcross ? x : y;
  const sign = beyond < 0 ? -1 : 1;
  // How far round the edge: 0 at the edge itself, where the neighbour begins, 2 where it ends.
  const depth = Math.abs(centreOf(beyond, side)) - 1;
  const axes = FACE_AXES[face]!;
  const outward = isAcross ? axes.right : axes.down;
  const sideways = isAcross ? axes.down : axes.right;
  const point = axes.middle.map(
    (middle, axis) => middle * (1 - depth) + sign * outward[axis]! + along * sideways[axis]!,
  ) as unknown as Direction;
  const neighbour = FACE_AXES.findIndex(({ middle }) => dot(middle, outward) === sign);
  const { right, down } = FACE_AXES[neighbour]!;
  return [neighbour, texelAt(dot(point, down), side) * side + texelAt(dot(point, right), side)];
}

/** Centre of a texel on −1 to 1. */
function centreOf(texel: number, side: number): number {
  return ((texel + 0.5) / side) * 2 - 1;
}

function texelAt(centre: number, side: number): number {
  return clampTexel(Math.round(((centre + 1) / 2) * side - 0.5), side);
}

function clampTexel(texel: number, side: number): number {
  return Math.min(side - 1, Math.max(0, texel));
}

function dot(a: Direction, b: Direction): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
