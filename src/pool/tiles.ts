/**
 * How a picture is cut into tiles: runs of blocks within one row of blocks. The cut depends on the picture and the
 * footprint alone, so a tile is the same work whoever takes it.
 */

/**
 * Blocks of a tile at most. Why: at the slowest quality a tile then lasts well under a second, which bounds how long
 * an abort waits and how long the last worker keeps the others idle; at the fastest the cost of taking a tile is
 * still small against the tile.
 */
export const TILE_BLOCKS = 128;

/** The picture and its blocks; cloneable. */
export interface TileGrid {
  /** Pixels. */
  width: number;
  height: number;
  /** Texels of a block. */
  blockWidth: number;
  blockHeight: number;
  /** Blocks across and down. */
  blocksX: number;
  blocksY: number;
  /** Blocks of a tile at most. */
  tileBlocks: number;
  tilesPerRow: number;
  tileCount: number;
}

/** One tile: where its blocks and its pixels lie. */
export interface Tile {
  /** Number of the tile's first block in the level. */
  firstBlock: number;
  blockCount: number;
  /** Left pixel. */
  x: number;
  /** Top pixel. */
  y: number;
  /** Pixels that exist: fewer than the blocks cover at the right and lower edge. */
  width: number;
  rowCount: number;
}

/** What is cut: pixels, and texels of a block. */
export type PictureSize = Pick<TileGrid, 'width' | 'height' | 'blockWidth' | 'blockHeight'>;

/** Cuts a picture into tiles of `tileBlocks` blocks. */
export function cutTiles({ width, height, blockWidth, blockHeight }: PictureSize, tileBlocks = TILE_BLOCKS): TileGrid {
  const blocksX = Math.ceil(width / blockWidth);
  const blocksY = Math.ceil(height / blockHeight);
  const tilesPerRow = Math.ceil(blocksX / tileBlocks);
  return {
    width,
    height,
    blockWidth,
    blockHeight,
    blocksX,
    blocksY,
    tileBlocks,
    tilesPerRow,
    tileCount: tilesPerRow * blocksY,
  };
}

/** Tile `index`, 0 up to `tileCount` − 1, row-major. */
export function tileAt(grid: TileGrid, index: number): Tile {
  const blockY = Math.floor(index / grid.tilesPerRow);
  const blockX = (index % grid.tilesPerRow) * grid.tileBlocks;
  const blockCount = Math.min(grid.tileBlocks, grid.blocksX - blockX);
  const x = blockX * grid.blockWidth;
  const y = blockY * grid.blockHeight;
  return {
    firstBlock: blockY * grid.blocksX + blockX,
    blockCount,
    x,
    y,
    width: Math.min(blockCount * grid.blockWidth, grid.width - x),
    rowCount: Math.min(grid.blockHeight, grid.height - y),
  };
}
