/** Pictures painted by direction: what a face or a panorama must show is known at every texel. */
import type { Direction } from '../../src/shapes/cube-faces.js';
import type { Image } from '../../src/types.js';

/** Smooth light that tells every direction from every other. Linear, 0..1. */
export function lightOf([x, y, z]: Direction): [number, number, number] {
  const length = Math.hypot(x, y, z);
  return [0.5 + (0.4 * x) / length, 0.5 + (0.4 * y) / length, 0.5 + (0.4 * z) / length];
}

/** Paints light as 8 or 16 bits. */
export function paint(
  width: number,
  height: number,
  kind: { max: 255 | 65535; colorSpace: Image['colorSpace'] },
  light: (x: number, y: number) => readonly number[],
): Image {
  const data = kind.max === 255 ? new Uint8Array(width * height * 4) : new Uint16Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const texel = (y * width + x) * 4;
      const [r, g, b, a = 1] = light(x, y) as [number, number, number, number?];
      [r, g, b].forEach((component, index) => {
        data[texel + index] = Math.round(codeOf(component, kind.colorSpace) * kind.max);
      });
      data[texel + 3] = Math.round(a * kind.max);
    }
  }
  return { width, height, data, channels: 4, colorSpace: kind.colorSpace, hasAlpha: true };
}

/** Light as 0..1 of a colour space. */
export function codeOf(light: number, colorSpace: Image['colorSpace']): number {
  if (colorSpace === 'linear') return light;
  return light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
}

/** A panorama of {@link lightOf}: the middle looks to +Z, right of it is +X. */
export function paintPanorama(width: number, kind: Parameters<typeof paint>[2]): Image {
  const height = width / 2;
  return paint(width, height, kind, (x, y) => {
    const longitude = ((x + 0.5) / width - 0.5) * 2 * Math.PI;
    const latitude = (0.5 - (y + 0.5) / height) * Math.PI;
    const flat = Math.cos(latitude);
    return lightOf([Math.sin(longitude) * flat, Math.sin(latitude), Math.cos(longitude) * flat]);
  });
}

/**
 * The direction of a face's texel by the table of "Cube Map Texture Selection" (OpenGL 4.6): which axis is major, and
 * what sc and tc are there.
 */
export function directionByTable(face: number, side: number, x: number, y: number): [number, number, number] {
  const sc = ((x + 0.5) / side) * 2 - 1;
  const tc = ((y + 0.5) / side) * 2 - 1;
  switch (face) {
    case 0:
      return [1, -tc, -sc];
    case 1:
      return [-1, -tc, sc];
    case 2:
      return [sc, 1, tc];
    case 3:
      return [sc, -1, -tc];
    case 4:
      return [sc, -tc, 1];
    default:
      return [-sc, -tc, -1];
  }
}

/** The face that {@link lightOf} gives. */
export function paintFace(face: number, side: number, kind: Parameters<typeof paint>[2]): Image {
  return paint(side, side, kind, (x, y) => lightOf(directionByTable(face, side, x, y)));
}
