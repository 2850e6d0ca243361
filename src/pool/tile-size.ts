/** How many blocks a tile has: the one place that chooses. It changes how fast a level is done, never its bytes. */
import type { LevelTask } from './level-task.js';
import { TILE_BLOCKS } from './tiles.js';

/** Blocks of a tile for searches that sort blocks into queues, which only many fill; they are done in milliseconds. */
const QUEUE_BLOCKS = 512;
/** Highest quality of such a search: `fast`. */
const QUEUE_QUALITY = 10;
/** Tiles of a thread at least, as far as {@link TILE_BLOCKS} allows: what the others wait for is one of them. */
const TILES_A_THREAD = 4;

/** Blocks of a tile at most, for a task that `threads` threads share. */
export function tileBlocksOf(task: LevelTask, threads: number): number {
  if (task.kind !== 'encode' || task.encoder.quality > QUEUE_QUALITY) return TILE_BLOCKS;
  const { width, height, blockWidth, blockHeight } = task.shape;
  const share = (width * height) / (blockWidth * blockHeight * threads * TILES_A_THREAD);
  return Math.floor(Math.max(TILE_BLOCKS, Math.min(QUEUE_BLOCKS, share)));
}
