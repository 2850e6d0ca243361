/** A part of a picture, magnified: sharp squares, lines between blocks, and a frame around the texel in the centre. */
import type { Content, LoupeLook } from './paint-protocol.js';

/** CSS pixels a block must measure for lines between blocks to help, and a texel for a frame around it. */
const MIN_BLOCK_PIXELS = 12;
const MIN_FRAMED_PIXELS = 4;
/** CSS pixels of a square of the pattern behind transparent texels, and its greys. */
const CHECK_SIZE = 6;
const CHECK_COLORS = ['#c9c9c9', '#efefef'] as const;

/** Where the picture's corner is on the canvas, and the canvas' pixels a texel. */
interface Placement {
  x: number;
  y: number;
  scale: number;
}

/** Paints what the look is on; `screen` is pixels of the canvas a CSS pixel. */
export function paintLoupe(
  context: OffscreenCanvasRenderingContext2D,
  content: Content,
  look: LoupeLook,
  screen: number,
): void {
  const { width, height } = context.canvas;
  const scale = look.scale * screen;
  const place = {
    x: Math.round(width / 2 - (look.x + 0.5) * scale),
    y: Math.round(height / 2 - (look.y + 0.5) * scale),
    scale,
  };
  const { bitmap } = content;
  if (content.hasAlpha) paintChecks(context, bitmap, place, CHECK_SIZE * screen);
  context.imageSmoothingEnabled = false;
  context.drawImage(bitmap, place.x, place.y, bitmap.width * scale, bitmap.height * scale);
  if (look.block !== undefined) paintBlocks(context, bitmap, place, look.block, MIN_BLOCK_PIXELS * screen);
  if (look.scale >= MIN_FRAMED_PIXELS) paintFrame(context, look, place, Math.max(1, Math.round(screen)));
}

function paintChecks(
  context: OffscreenCanvasRenderingContext2D,
  picture: ImageBitmap,
  { x, y, scale }: Placement,
  size: number,
): void {
  const tile = new OffscreenCanvas(size * 2, size * 2);
  const paint = tile.getContext('2d')!;
  paint.fillStyle = CHECK_COLORS[1];
  paint.fillRect(0, 0, size * 2, size * 2);
  paint.fillStyle = CHECK_COLORS[0];
  paint.fillRect(0, 0, size, size);
  paint.fillRect(size, size, size, size);
  context.fillStyle = context.createPattern(tile, 'repeat')!;
  context.fillRect(x, y, picture.width * scale, picture.height * scale);
}

/** Lines between blocks, light beside dark so that they show on anything. */
function paintBlocks(
  context: OffscreenCanvasRenderingContext2D,
  picture: ImageBitmap,
  { x, y, scale }: Placement,
  block: { width: number; height: number },
  minSize: number,
): void {
  if (Math.min(block.width, block.height) * scale < minSize) return;
  const { canvas } = context;
  const [left, top] = [Math.max(0, x), Math.max(0, y)];
  const right = Math.min(canvas.width, x + picture.width * scale);
  const bottom = Math.min(canvas.height, y + picture.height * scale);
  for (const [color, shift] of [
    ['rgb(0 0 0 / 0.35)', 0],
    ['rgb(255 255 255 / 0.35)', 1],
  ] as const) {
    context.fillStyle = color;
    for (let line = x; line <= right; line += block.width * scale) {
      if (line >= left) context.fillRect(line - shift, top, 1, bottom - top);
    }
    for (let line = y; line <= bottom; line += block.height * scale) {
      if (line >= top) context.fillRect(left, line - shift, right - left, 1);
    }
  }
}

function paintFrame(
  context: OffscreenCanvasRenderingContext2D,
  look: LoupeLook,
  { x, y, scale }: Placement,
  line: number,
): void {
  const left = x + look.x * scale;
  const top = y + look.y * scale;
  context.lineWidth = line;
  for (const [color, distance] of [
    ['rgb(0 0 0 / 0.8)', line * 1.5],
    ['#fff', line * 0.5],
  ] as const) {
    context.strokeStyle = color;
    context.strokeRect(left - distance, top - distance, scale + distance * 2, scale + distance * 2);
  }
}
