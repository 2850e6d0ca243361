/** Pictures made for tests: gradients with noise, so that blocks differ from each other and compress to something. */
import type { Image } from '../../src/types.js';
import { Rng } from './rng.js';

export interface PictureOptions {
  bits?: 8 | 16;
  hasAlpha?: boolean;
  colorSpace?: Image['colorSpace'];
}

/** A seeded picture of the size. */
export function makePicture(width: number, height: number, options: PictureOptions = {}): Image {
  const { bits = 8, hasAlpha = true, colorSpace = 'srgb' } = options;
  const rng = Rng.named(`${width}x${height}`);
  const max = bits === 8 ? 255 : 65535;
  const data = bits === 8 ? new Uint8Array(width * height * 4) : new Uint16Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const noise = rng.below(Math.ceil(max / 12));
      const texel = (y * width + x) * 4;
      data[texel] = Math.min(max, Math.floor((x / width) * max * 0.9) + noise);
      data[texel + 1] = Math.min(max, Math.floor((y / height) * max * 0.9) + noise);
      data[texel + 2] = Math.floor(max * (0.5 + 0.4 * Math.sin((x * y) / 97)));
      data[texel + 3] = hasAlpha ? Math.floor(max * (0.5 + 0.5 * Math.cos((x + y) / 31))) : max;
    }
  }
  return { width, height, data, channels: 4, colorSpace, hasAlpha };
}

/** Light over eight stops, colored, with an alpha ramp. */
export function makeLight(width: number, height: number): Image {
  const data = new Float32Array(width * height * 4);
  for (let texel = 0; texel < width * height; texel++) {
    const [x, y] = [texel % width, Math.floor(texel / width)];
    const light = 2 ** (4 * Math.sin(x * 0.11) * Math.cos(y * 0.07));
    data.set([light, light * 0.8, light * 0.5, 0.25 + (0.75 * y) / height], texel * 4);
  }
  return { width, height, data, channels: 4, colorSpace: 'linear', hasAlpha: true };
}

/** A sun in a sky, with the dark and bright rings that filters and lossy files leave around it. */
export function makeSun(side: number): Image {
  const data = new Float32Array(side * side * 4);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const distance = Math.hypot(x - side * 0.46, y - side * 0.54);
      const ring = (40 * Math.sin(distance * 2.1)) / ((1 + distance ** 2 * 0.15) * (1 + distance * 0.2));
      const light = distance < 2.2 ? 9000 * (1 - distance / 6) : Math.max(0, 0.6 + (0.3 * y) / side + ring);
      data.set([light, light * 0.97, light * 0.9, 1], (y * side + x) * 4);
    }
  }
  return { width: side, height: side, data, channels: 4, colorSpace: 'linear', hasAlpha: false };
}
