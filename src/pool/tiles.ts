/**
 * How a picture or a volume is cut into tiles: runs of blocks within one row of blocks, or several whole rows, of a volume
 * in one slice of blocks. A tile is the same work whoever takes it, and its blocks lie one behind the other.
 */

/**
 * Blocks of a tile of one row at most; larger ones may be several rows. Why: at the slowest quality a tile then lasts well under a second, which bounds how long
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
  /** One of both is 1. */
  tilesPerRow: number;
  rowsPerTile: number;
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

/** Cuts a picture into tiles of `tileBlocks` blocks; more than {@link TILE_BLOCKS} only where a codec takes several rows. */
export function cutTiles(size: PictureSize, tileBlocks = TILE_BLOCKS): TileGrid {
  const { width, height, depth = 1, blockWidth, blockHeight, blockDepth = 1 } = size;
  const blocksX = Math.ceil(width / blockWidth);
  const blocksY = Math.ceil(height / blockHeight);
  const blocksZ = Math.ceil(depth / blockDepth);
  const tilesPerRow = Math.ceil(blocksX / tileBlocks);
  const isOneRow = tileBlocks <= TILE_BLOCKS || blocksZ > 1;
  const rowsPerTile = isOneRow ? 1 : Math.max(1, Math.floor(tileBlocks / blocksX));
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
    rowsPerTile,
    tileCount: tilesPerRow * Math.ceil(blocksY / rowsPerTile) * blocksZ,
  };
}

/** Tile `index`, 0 up to `tileCount` − 1, row-major, slice by slice. */
export function tileAt(grid: TileGrid, index: number): Tile {
  const { blocksY, rowsPerTile } = grid;
  const row = Math.floor(index / grid.tilesPerRow) * rowsPerTile;
  const blockX = (index % grid.tilesPerRow) * grid.tileBlocks;
  const columns = Math.min(grid.tileBlocks, grid.blocksX - blockX);
  const x = blockX * grid.blockWidth;
  const y = (row % blocksY) * grid.blockHeight;
  const z = Math.floor(row / blocksY) * grid.blockDepth;
  return {
    firstBlock: row * grid.blocksX + blockX,
    blockCount: columns * Math.min(rowsPerTile, blocksY - (row % blocksY)),
    x,
    y,
    z,
    width: Math.min(columns * grid.blockWidth, grid.width - x),
    rowCount: Math.min(rowsPerTile * grid.blockHeight, grid.height - y),
    sliceCount: Math.min(grid.blockDepth, grid.depth - z),
  };
}
