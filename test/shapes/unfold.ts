/** The faces of a cube around one, found by walking over its surface: written for tests, sharing nothing with the library. */
import { directionByTable } from './pictures.js';

/** A place on the surface of the cube: that of a texel's middle, `beyond` edges of a face bent down by 90 degrees. */
export function onSurface(face: number, side: number, x: number, y: number): [number, number, number] {
  const step = 2 / side;
  const clamp = (texel: number) => Math.min(side - 1, Math.max(0, texel));
  const inside = directionByTable(face, side, clamp(x), clamp(y));
  if (x === clamp(x) && y === clamp(y)) return inside;
  // Beyond a corner the neighbour's last texel goes on: the walk leaves the face to the side.
  const isAcross = x !== clamp(x);
  const beyond = isAcross ? Math.abs(x - clamp(x)) : Math.abs(y - clamp(y));
  const middle = directionByTable(face, 1, 0, 0);
  const outward = edgeDirection(face, isAcross ? Math.sign(x - clamp(x)) : 0, isAcross ? 0 : Math.sign(y - clamp(y)));
  return inside.map((value, axis) => {
    if (outward[axis] !== 0) return outward[axis]!;
    if (middle[axis] !== 0) return middle[axis]! * (1 - (beyond - 0.5) * step);
    return value;
  }) as [number, number, number];
}

/** The axis on which a face lies to one side of another. */
function edgeDirection(face: number, right: number, down: number): number[] {
  const middle = directionByTable(face, 1, 0, 0);
  // A texel of a picture three wide and high: one step from the middle one.
  const far = directionByTable(face, 3, 1 + right, 1 + down);
  return far.map((value, axis) => Math.sign(Math.round((value - middle[axis]!) * 3)));
}

/** The texel there: found among all texels of all faces. */
export function texelOnSurface(place: readonly number[], side: number): [face: number, texel: number] {
  for (let face = 0; face < 6; face++) {
    for (let texel = 0; texel < side * side; texel++) {
      const direction = directionByTable(face, side, texel % side, Math.floor(texel / side));
      if (direction.every((value, axis) => Math.abs(value - place[axis]!) < 1e-6)) return [face, texel];
    }
  }
  throw new Error(`no texel at ${place.join(', ')}`);
}

/** A face with a whole face on every side: `3 * side` texels square, four components each. */
export function unfoldFace(faces: readonly Float64Array[], face: number, side: number): Float64Array {
  const width = side * 3;
  const result = new Float64Array(width * width * 4);
  for (let y = 0; y < width; y++) {
    for (let x = 0; x < width; x++) {
      const [from, texel] = texelOnSurface(onSurface(face, side, x - side, y - side), side);
      result.set(faces[from]!.subarray(texel * 4, texel * 4 + 4), (y * width + x) * 4);
    }
  }
  return result;
}
