/** The picture of a map: a colour a texel, enlarged, with the edges of blocks where there is room for them. */
import type { BlockFace, BlockPainter, LegendRow, Rgb } from './block-face.js';
import { type Canvas, darkenEdges, emptyCanvas, enlarge, fillRectangle, scaleOf, setPixel } from './canvas.js';

/** The blocks of one image, row by row. */
export interface BlockGrid {
  /** Texels of the image. */
  width: number;
  height: number;
  /** Texels of a block. */
  blockWidth: number;
  blockHeight: number;
  bytesPerBlock: number;
  blocks: Uint8Array;
}

/** What was drawn, and how much there is of what. */
export interface PaintedMap {
  picture: Canvas;
  /** Pixels a texel, each way. */
  scale: number;
  counts: ReadonlyMap<LegendRow, number>;
  /** Blocks with a light corner. */
  markedCount: number;
}

/** Pixels of a block's shorter side from which on its edges are drawn. */
const BORDERED_SIDE = 8;
/** Light that is left on edges. */
const BORDER_SHARE = 0.5;
/** A light corner is so much of the block's shorter side. */
const MARK_SHARE = 0.25;
const MARK_COLOR: Rgb = [245, 245, 245];

/** Left and top texel of a block. */
interface Corner {
  left: number;
  top: number;
}

export function paintBlocks(grid: BlockGrid, painter: BlockPainter): PaintedMap {
  const texels = emptyCanvas(grid.width, grid.height);
  const counts = new Map<LegendRow, number>();
  const marked: Corner[] = [];
  for (const { corner, bytes } of blocksOf(grid)) {
    const face = painter.faceOf(bytes);
    for (const row of face.counted ?? []) increment(counts, row);
    paintFace(texels, grid, corner, face, counts);
    if (face.isMarked) marked.push(corner);
  }
  const scale = scaleOf(grid);
  const picture = enlarge(texels, scale);
  drawMarksAndEdges(picture, grid, scale, marked);
  return { picture, scale, counts, markedCount: marked.length };
}

function* blocksOf({ width, blockWidth, blockHeight, bytesPerBlock, blocks }: BlockGrid) {
  const columns = Math.ceil(width / blockWidth);
  for (let index = 0; index * bytesPerBlock < blocks.length; index++) {
    const corner = { left: (index % columns) * blockWidth, top: Math.floor(index / columns) * blockHeight };
    yield { corner, bytes: blocks.subarray(index * bytesPerBlock, (index + 1) * bytesPerBlock) };
  }
}

/** The part of a block that lies in the image; its texels count where the block itself does not. */
function paintFace(
  texels: Canvas,
  { blockWidth, blockHeight }: BlockGrid,
  { left, top }: Corner,
  face: BlockFace,
  counts: Map<LegendRow, number>,
): void {
  for (let y = 0; y < Math.min(blockHeight, texels.height - top); y++) {
    for (let x = 0; x < Math.min(blockWidth, texels.width - left); x++) {
      const row = face.rowAt(x, y);
      if (face.counted === undefined) increment(counts, row);
      setPixel(texels, left + x, top + y, row.color, face.shade);
    }
  }
}

function drawMarksAndEdges(picture: Canvas, grid: BlockGrid, scale: number, marked: readonly Corner[]): void {
  const width = grid.blockWidth * scale;
  const height = grid.blockHeight * scale;
  const hasEdges = Math.min(width, height) >= BORDERED_SIDE;
  const side = Math.max(1, Math.floor(Math.min(width, height) * MARK_SHARE));
  for (const { left, top } of marked) {
    const inset = Number(hasEdges);
    const mark = { x: left * scale + inset, y: top * scale + inset, width: side, height: side };
    fillRectangle(picture, mark, MARK_COLOR);
  }
  if (!hasEdges) return;
  for (const { corner } of blocksOf(grid)) {
    darkenEdges(picture, { x: corner.left * scale, y: corner.top * scale, width, height }, BORDER_SHARE);
  }
}

function increment(counts: Map<LegendRow, number>, row: LegendRow): void {
  counts.set(row, (counts.get(row) ?? 0) + 1);
}
