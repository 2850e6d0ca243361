/** Pictures for the search on the GPU: what its stages are for, in one small picture. */
import { Rng } from '../support/rng.js';
import type { Pixels } from './astc-runner.js';

/** Fills RGBA of 8 bits, 0..255 or beyond (clamped), texel by texel. */
function paint(width: number, height: number, colorAt: (x: number, y: number) => readonly number[]): Pixels {
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const color = colorAt(x, y).map((value) => Math.max(0, Math.min(255, Math.round(value))));
      data.set(color, (y * width + x) * 4);
    }
  }
  return { width, height, data };
}

/**
 * A picture in four quarters: soft gradients with noise, hard edges between colored shapes, two components that go
 * their own ways, flat color.
 */
export function mixedPicture(width: number, height: number, hasAlpha = false): Pixels {
  const rng = Rng.named('gpu mixed');
  return paint(width, height, (x, y) => {
    const noise = rng.below(9) - 4;
    const u = x / width;
    const v = y / height;
    const alpha = hasAlpha ? 255 - 200 * Math.abs(Math.sin(7 * u * v + 2 * u)) : 255;
    if (v < 0.5 && u < 0.5) return [300 * u + noise, 400 * v + noise, 120 + 80 * Math.sin(9 * u) + noise, alpha];
    if (v < 0.5) {
      const disc = (x % 23) - 11;
      const isInside = disc * disc + ((y % 19) - 9) ** 2 < 60;
      return isInside ? [210 + noise, 60, 40 + 90 * v, alpha] : [30, 90 + noise, 170 - 60 * u, alpha];
    }
    if (u < 0.5) return [128 + 90 * Math.sin(x / 3), 128 + 90 * Math.cos(y / 5), 255 * u, alpha];
    return u > 0.8 ? [17, 34, 51, alpha] : [200 * v + noise, 200 * v + noise, 190 * v + noise, alpha];
  });
}

export function greyPicture(width: number, height: number): Pixels {
  const rng = Rng.named('gpu grey');
  return paint(width, height, (x, y) => {
    const value = 128 + 100 * Math.sin(x / 7) * Math.cos(y / 9) + rng.below(13);
    return [value, value, value, 255];
  });
}

/** The same with 16 bits a component, low bits of their own. */
export function widen({ width, height, data }: Pixels): Pixels {
  const rng = Rng.named('gpu wide');
  const isOpaque = (index: number) => (index & 3) === 3 && data[index] === 255;
  const wide = Uint16Array.from(data, (value, index) => (isOpaque(index) ? 65535 : value * 256 + rng.below(256)));
  return { width, height, data: wide };
}
