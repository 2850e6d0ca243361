/** A picture to draw on, a texel as a square of pixels. */
import type { Image } from '../../types.js';
import type { Rgb } from './block-face.js';

/** An 8-bit picture. */
export type Canvas = Image & { data: Uint8Array<ArrayBuffer> };

/** In pixels. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Small images are enlarged to about so many pixels on their longer side, and to so many a texel at most. */
const WANTED_SIDE = 1024;
const MOST_SCALE = 32;

/** Pixels a texel, each way. */
export function scaleOf({ width, height }: { width: number; height: number }): number {
  return Math.min(MOST_SCALE, Math.max(1, Math.floor(WANTED_SIDE / Math.max(width, height))));
}

export function emptyCanvas(width: number, height: number): Canvas {
  const data = new Uint8Array(width * height * 4).fill(255);
  return { width, height, data, channels: 4, colorSpace: 'srgb', hasAlpha: false };
}

/** Each pixel as a square of `scale` × `scale`. */
export function enlarge({ width, height, data }: Canvas, scale: number): Canvas {
  const large = emptyCanvas(width * scale, height * scale);
  const pixels = new Uint32Array(large.data.buffer);
  const source = new Uint32Array(data.buffer, data.byteOffset, width * height);
  for (let y = 0; y < height; y++) {
    const start = y * scale * large.width;
    for (let x = 0; x < width; x++) pixels.fill(source[y * width + x]!, start + x * scale, start + (x + 1) * scale);
    for (let copy = 1; copy < scale; copy++) {
      pixels.copyWithin(start + copy * large.width, start, start + large.width);
    }
  }
  return large;
}

export function setPixel({ data, width }: Canvas, x: number, y: number, [red, green, blue]: Rgb, shade = 1): void {
  const offset = (y * width + x) * 4;
  data[offset] = Math.round(red * shade);
  data[offset + 1] = Math.round(green * shade);
  data[offset + 2] = Math.round(blue * shade);
}

/** What lies outside the canvas is left out. */
export function fillRectangle(canvas: Canvas, area: Rectangle, color: Rgb): void {
  for (let y = area.y; y < Math.min(canvas.height, area.y + area.height); y++) {
    for (let x = area.x; x < Math.min(canvas.width, area.x + area.width); x++) setPixel(canvas, x, y, color);
  }
}

/** The top row and the left column of a rectangle get a share of their light: its neighbours draw the other two. */
export function darkenEdges(canvas: Canvas, { x, y, width, height }: Rectangle, share: number): void {
  const darken = (column: number, row: number) => {
    const offset = (row * canvas.width + column) * 4;
    const [red, green, blue] = canvas.data.subarray(offset, offset + 3) as unknown as [number, number, number];
    setPixel(canvas, column, row, [red, green, blue], share);
  };
  for (let column = x; column < Math.min(canvas.width, x + width); column++) darken(column, y);
  for (let row = y + 1; row < Math.min(canvas.height, y + height); row++) darken(x, row);
}
