/** Panoramas to faces. Witness: light known by direction, and the table of the OpenGL specification, both in `pictures.ts`. */
import { describe, expect, it } from 'vitest';
import { atan2 } from '../../src/shapes/angles.js';
import { isPanorama, naturalFaceSize, panoramaToFaces } from '../../src/shapes/panorama.js';
import type { Image } from '../../src/types.js';
import { codeOf, directionByTable, lightOf, paint, paintPanorama } from './pictures.js';

const KINDS = [
  { max: 255, colorSpace: 'srgb' },
  { max: 255, colorSpace: 'linear' },
  { max: 65535, colorSpace: 'srgb' },
] as const;

describe('angles without Math', () => {
  it('agree with Math.atan2 within 1e-12, in all eight octants and at their borders', () => {
    for (let degree = -720; degree <= 720; degree++) {
      const angle = (degree / 4) * (Math.PI / 180);
      for (const radius of [1e-9, 0.3, 1, 7e8]) {
        const y = Math.sin(angle) * radius;
        const x = Math.cos(angle) * radius;
        expect(Math.abs(atan2(y, x) - Math.atan2(y, x))).toBeLessThan(1e-12);
      }
    }
    expect(atan2(0, 0)).toBe(0);
  });
});

describe('a panorama', () => {
  it.each(KINDS)('shows on every face what lies in its direction ($max, $colorSpace)', async (kind) => {
    const side = 64;
    const faces = await panoramaToFaces(paintPanorama(256, kind), side);
    expect(faces).toHaveLength(6);
    let worst = 0;
    faces.forEach((face, index) => {
      for (let y = 0; y < side; y++) {
        for (let x = 0; x < side; x++) {
          const light = lightOf(directionByTable(index, side, x, y));
          light.forEach((component, channel) => {
            const expected = codeOf(component, kind.colorSpace) * kind.max;
            worst = Math.max(worst, Math.abs(face.data[(y * side + x) * 4 + channel]! - expected) / kind.max);
          });
          expect(face.data[(y * side + x) * 4 + 3]).toBe(kind.max);
        }
      }
    });
    // Rounding of both pictures, and the curve of the light over a pixel of 1.4 degrees.
    expect(worst * 255).toBeLessThan(1);
  });

  it('keeps its mean light at any size of the faces', async () => {
    const stars = paint(128, 64, { max: 255, colorSpace: 'linear' }, (x, y) => {
      const isOn = (x * 7 + y * 13) % 11 === 0 ? 1 : 0;
      return [isOn, isOn, isOn];
    });
    const large = await meanLight(stars, 32);
    const small = await meanLight(stars, 4);
    expect(Math.abs(large - small)).toBeLessThan(0.004);
  });

  it('does not mix colours that lie under zero alpha into visible ones', async () => {
    const half = paint(64, 32, { max: 255, colorSpace: 'srgb' }, (x) => (x < 32 ? [1, 0, 0, 0] : [0, 0, 1, 1]));
    for (const { data } of await panoramaToFaces(half, 16)) {
      for (let texel = 0; texel < data.length; texel += 4) if (data[texel + 3]! > 0) expect(data[texel]).toBe(0);
    }
  });

  it('continues around its back and reaches both poles', async () => {
    const one: Image = paint(2, 1, { max: 255, colorSpace: 'linear' }, () => [0.2, 0.4, 0.6]);
    for (const { data } of await panoramaToFaces(one, 3)) expect([...data.subarray(0, 4)]).toEqual([51, 102, 153, 255]);
  });

  it('stops when it is called off', async () => {
    const panorama = paintPanorama(512, KINDS[0]);
    const cause = new Error('enough');
    const aborted = panoramaToFaces(panorama, 512, AbortSignal.abort(cause));
    await expect(aborted).rejects.toMatchObject({ code: 'E_ABORTED', cause });
  });

  it('is twice as wide as high, its faces a quarter of its width', () => {
    expect(isPanorama(4096, 2048)).toBe(true);
    expect(isPanorama(4096, 2047)).toBe(false);
    expect([naturalFaceSize(4096), naturalFaceSize(2)]).toEqual([1024, 1]);
  });
});

async function meanLight(panorama: Image, side: number): Promise<number> {
  const faces = await panoramaToFaces(panorama, side);
  let sum = 0;
  let weights = 0;
  faces.forEach(({ data }, face) => {
    for (let texel = 0; texel < side * side; texel++) {
      const direction = directionByTable(face, side, texel % side, Math.floor(texel / side));
      // Solid angle of a texel.
      const weight = Math.hypot(...direction) ** -3;
      sum += data[texel * 4]! * weight;
      weights += weight;
    }
  });
  return sum / weights / 255;
}
