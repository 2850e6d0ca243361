/**
 * How a picture or a volume is cut into tiles: runs of blocks within one row of blocks, of a volume in one slice of
 * blocks. The cut depends on the picture and the footprint alone, so a tile is the same work whoever takes it.
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
  /** Slices of pixels; 1 for a picture. */
  depth: number;
  /** Texels of a block. */
  blockWidth: number;
  blockHeight: number;
  blockDepth: number;
  /** Blocks across, down and along the depth, and in all. */
  blocksX: number;
  blocksY: number;
  blocksZ: number;
  blockCount: number;
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
  /** First slice. */
  z: number;
  /** Pixels that exist: fewer than the blocks cover at the far edges. */
  width: number;
  rowCount: number;
  sliceCount: number;
}

/** What is cut: pixels, and texels of a block. A depth left out is 1. */
export type PictureSize = Pick<TileGrid, 'width' | 'height' | 'blockWidth' | 'blockHeight'> &
  Partial<Pick<TileGrid, 'depth' | 'blockDepth'>>;

/** Cuts a picture into tiles of `tileBlocks` blocks. */
export function cutTiles(size: PictureSize, tileBlocks = TILE_BLOCKS): TileGrid {
  const { width, height, depth = 1, blockWidth, blockHeight, blockDepth = 1 } = size;
  const blocksX = Math.ceil(width / blockWidth);
  const blocksY = Math.ceil(height / blockHeight);
  const blocksZ = Math.ceil(depth / blockDepth);
  const tilesPerRow = Math.ceil(blocksX / tileBlocks);
  return {
    width,
    height,
    depth,
    blockWidth,
    blockHeight,
    blockDepth,
    blocksX,
    blocksY,
    blocksZ,
    blockCount: blocksX * blocksY * blocksZ,
    tileBlocks,
    tilesPerRow,
    tileCount: tilesPerRow * blocksY * blocksZ,
  };
}

/** Tile `index`, 0 up to `tileCount` − 1, row-major, slice by slice. */
export function tileAt(grid: TileGrid, index: number): Tile {
  const row = Math.floor(index / grid.tilesPerRow);
  const blockX = (index % grid.tilesPerRow) * grid.tileBlocks;
  const blockCount = Math.min(grid.tileBlocks, grid.blocksX - blockX);
  const x = blockX * grid.blockWidth;
  const y = (row % grid.blocksY) * grid.blockHeight;
  const z = Math.floor(row / grid.blocksY) * grid.blockDepth;
  return {
    firstBlock: row * grid.blocksX + blockX,
    blockCount,
    x,
    y,
    z,
    width: Math.min(blockCount * grid.blockWidth, grid.width - x),
    rowCount: Math.min(grid.blockHeight, grid.height - y),
    sliceCount: Math.min(grid.blockDepth, grid.depth - z),
  };
}
