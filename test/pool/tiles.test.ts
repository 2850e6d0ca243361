/** The cut of a picture into tiles. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DecoderConfig, EncoderConfig } from '../../src/codec/block-codec.js';
import { tileBlocksOf } from '../../src/pool/tile-size.js';
import { cutTiles, TILE_BLOCKS, tileAt } from '../../src/pool/tiles.js';

const side = fc.integer({ min: 1, max: 3000 });
const blockSide = fc.integer({ min: 4, max: 12 });
/** Blocks of a tile: of one row, or of several. */
const tileBlocks = fc.constantFrom(TILE_BLOCKS, 200, 512);

describe('tiles', () => {
  it('hold every block once, in order, and so many at most', () => {
    fc.assert(
      fc.property(side, side, blockSide, blockSide, tileBlocks, (width, height, blockWidth, blockHeight, most) => {
        const grid = cutTiles({ width, height, blockWidth, blockHeight }, most);
        let nextBlock = 0;
        for (let index = 0; index < grid.tileCount; index++) {
          const tile = tileAt(grid, index);
          expect(tile.firstBlock).toBe(nextBlock);
          expect(tile.blockCount).toBeGreaterThan(0);
          expect(tile.blockCount).toBeLessThanOrEqual(most);
          nextBlock += tile.blockCount;
        }
        expect(nextBlock).toBe(Math.ceil(width / blockWidth) * Math.ceil(height / blockHeight));
      }),
      { numRuns: 60 },
    );
  });

  it('hold every pixel once', () => {
    fc.assert(
      fc.property(side, side, blockSide, blockSide, tileBlocks, (width, height, blockWidth, blockHeight, most) => {
        const grid = cutTiles({ width, height, blockWidth, blockHeight }, most);
        let pixelCount = 0;
        for (let index = 0; index < grid.tileCount; index++) {
          const tile = tileAt(grid, index);
          expect(tile.x + tile.width).toBeLessThanOrEqual(width);
          expect(tile.y + tile.rowCount).toBeLessThanOrEqual(height);
          expect(tile.x % blockWidth).toBe(0);
          expect(tile.y % blockHeight).toBe(0);
          const rows = Math.ceil(tile.rowCount / blockHeight);
          expect(Math.ceil(tile.width / blockWidth) * rows).toBe(tile.blockCount);
          if (rows > 1) expect([tile.x, tile.width, most > TILE_BLOCKS]).toEqual([0, width, true]);
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
      fc.property(size, tileBlocks, (volume, most) => {
        const grid = cutTiles(volume, most);
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

  it('of many blocks are several rows where those are short', () => {
    const size = { width: 600, height: 500, blockWidth: 6, blockHeight: 6 };
    expect(cutTiles(size, 512)).toMatchObject({ blocksX: 100, rowsPerTile: 5, tilesPerRow: 1, tileCount: 17 });
    expect(tileAt(cutTiles(size, 512), 16)).toMatchObject({ firstBlock: 8000, blockCount: 400, y: 480, rowCount: 20 });
    expect(cutTiles(size)).toMatchObject({ rowsPerTile: 1, tileCount: 84 });
  });
});

describe('the size of tiles', () => {
  const encode = (encoder: Partial<EncoderConfig>, width = 2048) =>
    ({
      kind: 'encode',
      shape: { width, height: width, blockWidth: 4, blockHeight: 4, bytesPerPixel: 4, bytesPerBlock: 16 },
      input: new Uint8Array(0),
      encoder: { family: 'astc', footprint: 0, profile: 0, quality: 0, ...encoder } as EncoderConfig,
    }) as const;

  it('is that of queues for quick searches', () => {
    for (const quality of [-1, 0, 10]) expect(tileBlocksOf(encode({ quality }), 8)).toBe(512);
    expect(tileBlocksOf(encode({ family: 'etc', quality: -1 }), 8)).toBe(512);
  });

  it('is small for all others', () => {
    expect(tileBlocksOf(encode({ quality: 11 }), 8)).toBe(TILE_BLOCKS);
    expect(tileBlocksOf({ ...encode({}), kind: 'decode', decoder: {} as DecoderConfig }, 8)).toBe(TILE_BLOCKS);
  });

  it('leaves every thread some tiles', () => {
    expect(tileBlocksOf(encode({}, 256), 1)).toBe(512);
    expect(tileBlocksOf(encode({}, 256), 4)).toBe(256);
    expect(tileBlocksOf(encode({}, 256), 16)).toBe(TILE_BLOCKS);
  });
});
