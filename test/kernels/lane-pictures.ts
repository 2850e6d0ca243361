/** Pictures of many blocks, each of another content. */
import { FOOTPRINT_SIZES } from '../support/footprints.js';
import { CHANNELS, PAINTERS, type Painter, type Pixel, pick, type Random, unit } from './search-states.js';

export interface PictureSize {
  footprint: number;
  width: number;
  height: number;
  /** 0 RGBA8, 1 RGBA unorm16. */
  pixelType: number;
}

/** Contents that call for two planes, for colors from black, for greys that are nearly grey. */
const LANE_PAINTERS: Readonly<Record<string, Painter>> = {
  crossed: (random) => {
    const [dx, dy, other] = [unit(random) / 8, unit(random) / 8, random() % 4];
    const base = [0, 1, 2, 3].map(() => unit(random) * 0.4);
    return (x, y) => base.map((value, c) => value + (c === other ? y * dy : x * dx)) as Pixel;
  },
  apart: (random) => {
    const [slope, other] = [unit(random) / 10, random() % 4];
    return (x, y) => {
      const level = (x + y) * slope;
      return [0, 1, 2, 3].map((c) => (c === other ? unit(random) : level)) as Pixel;
    };
  },
  shades: (random) => {
    const [color, dx, dy] = [[unit(random), unit(random), unit(random)], unit(random) / 10, unit(random) / 10];
    return (x, y) => {
      const light = 0.15 + x * dx + y * dy + 0.02 * unit(random);
      return [color[0]! * light, color[1]! * light, color[2]! * light, unit(random)];
    };
  },
  nearlyGrey: (random) => {
    const [slope, base] = [unit(random) / 12, unit(random) * 0.5];
    return (x, y) => {
      const level = base + (x - y * 0.5) * slope;
      return [level, level + 0.01 * unit(random), level + 0.01 * unit(random), unit(random)];
    };
  },
  outliers: (random) => {
    const [level, spread] = [unit(random), 0.02 * unit(random)];
    return () => {
      const odd = random() % 40;
      const value = odd === 0 ? 0 : odd === 1 ? 1 : level + spread * unit(random);
      return [value, value, value, 1];
    };
  },
};

const ALL_PAINTERS: Readonly<Record<string, Painter>> = { ...PAINTERS, ...LANE_PAINTERS };

/** Paints every block of a picture by a painter of its own, or the whole by one. */
export function paintPicture(random: Random, { footprint, width, height, pixelType }: PictureSize): Uint8Array {
  const { width: blockWidth, height: blockHeight } = FOOTPRINT_SIZES[footprint]!;
  const [columns, rows] = [Math.ceil(width / blockWidth), Math.ceil(height / blockHeight)];
  const top = pixelType === 0 ? 255 : 65535;
  const values = new Uint16Array(width * height * 4);
  const isOne = random() % 4 === 0;
  const only = pick(random, Object.keys(ALL_PAINTERS));
  for (let block = 0; block < columns * rows; block++) {
    const color = ALL_PAINTERS[isOne ? only : pick(random, Object.keys(ALL_PAINTERS))]!(random);
    const channel = CHANNELS[pick(random, [...Object.keys(CHANNELS), 'free', 'opaque'])]!(random);
    const [left, above] = [(block % columns) * blockWidth, Math.floor(block / columns) * blockHeight];
    for (let y = 0; y < blockHeight && above + y < height; y++) {
      for (let x = 0; x < blockWidth && left + x < width; x++) {
        const pixel = channel(color(x, y)).map((value) => Math.round(Math.min(1, Math.max(0, value)) * top));
        values.set(pixel, ((above + y) * width + left + x) * 4);
      }
    }
  }
  return pixelType === 0 ? Uint8Array.from(values) : new Uint8Array(values.buffer);
}
