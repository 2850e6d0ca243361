/** The cut of a picture into tiles. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutTiles, TILE_BLOCKS, tileAt } from '../../src/pool/tiles.js';

const side = fc.integer({ min: 1, max: 3000 });
const blockSide = fc.integer({ min: 4, max: 12 });

describe('tiles', () => {
  it('hold every block once, in order, and 128 at most', () => {
    fc.assert(
      fc.property(side, side, blockSide, blockSide, (width, height, blockWidth, blockHeight) => {
        const grid = cutTiles({ width: width, height: height, blockWidth: blockWidth, blockHeight: blockHeight });
        let nextBlock = 0;
        for (let index = 0; index < grid.tileCount; index++) {
          const tile = tileAt(grid, index);
          expect(tile.firstBlock).toBe(nextBlock);
          expect(tile.blockCount).toBeGreaterThan(0);
          expect(tile.blockCount).toBeLessThanOrEqual(TILE_BLOCKS);
          nextBlock += tile.blockCount;
        }
        expect(nextBlock).toBe(Math.ceil(width / blockWidth) * Math.ceil(height / blockHeight));
      }),
      { numRuns: 60 },
    );
  });

  it('hold every pixel once', () => {
    fc.assert(
      fc.property(side, side, blockSide, blockSide, (width, height, blockWidth, blockHeight) => {
        const grid = cutTiles({ width: width, height: height, blockWidth: blockWidth, blockHeight: blockHeight });
        let pixelCount = 0;
        for (let index = 0; index < grid.tileCount; index++) {
          const tile = tileAt(grid, index);
          expect(tile.x + tile.width).toBeLessThanOrEqual(width);
          expect(tile.y + tile.rowCount).toBeLessThanOrEqual(height);
          expect(tile.x % blockWidth).toBe(0);
          expect(tile.y % blockHeight).toBe(0);
          expect(Math.ceil(tile.width / blockWidth)).toBe(tile.blockCount);
          pixelCount += tile.width * tile.rowCount;
        }
        expect(pixelCount).toBe(width * height);
      }),
      { numRuns: 60 },
    );
  });

  it('of a volume hold every block and every texel once, within a slice of blocks', () => {
    const volumeSide = fc.integer({ min: 1, max: 700 });
    const size = fc.record({
      width: volumeSide,
      height: fc.integer({ min: 1, max: 60 }),
      depth: fc.integer({ min: 1, max: 40 }),
      blockWidth: fc.integer({ min: 3, max: 6 }),
      blockHeight: fc.integer({ min: 3, max: 6 }),
      blockDepth: fc.integer({ min: 1, max: 6 }),
    });
    fc.assert(
      fc.property(size, (volume) => {
        const grid = cutTiles(volume);
        let [nextBlock, texelCount] = [0, 0];
        for (let index = 0; index < grid.tileCount; index++) {
          const tile = tileAt(grid, index);
          expect(tile.firstBlock).toBe(nextBlock);
          expect([tile.x % volume.blockWidth, tile.y % volume.blockHeight, tile.z % volume.blockDepth]).toEqual([
            0, 0, 0,
          ]);
          expect(tile.z + tile.sliceCount).toBeLessThanOrEqual(volume.depth);
          expect(tile.y + tile.rowCount).toBeLessThanOrEqual(volume.height);
          nextBlock += tile.blockCount;
          texelCount += tile.width * tile.rowCount * tile.sliceCount;
        }
        expect(nextBlock).toBe(grid.blockCount);
        expect(texelCount).toBe(volume.width * volume.height * volume.depth);
      }),
      { numRuns: 60 },
    );
  });

  it('of 8192x8192 in 6x6 blocks are 11 a row', () => {
    expect(cutTiles({ width: 8192, height: 8192, blockWidth: 6, blockHeight: 6 })).toMatchObject({
      blocksX: 1366,
      blocksY: 1366,
      tilesPerRow: 11,
      tileCount: 15026,
    });
  });
});
