/** What a texture is made of: statistics over its blocks, and one block in full. */
import { BlockInspector, type BlockReport, type BlockSummary, type PartitionedBlock } from './codec/block-inspector.js';
import { CEM_NAMES } from './codec/block-layout.js';
import { type EtcBlockReport, EtcInspector } from './codec/etc-inspector.js';
import { ASTC_BLOCK_BYTES, blockBytes, blockCount, footprintSize } from './codec/formats.js';
import { checkTexture } from './containers/check-texture.js';
import { imageOf, isCompressed } from './containers/texture-shape.js';
import { loadOwnModule } from './crew-source.js';
import { AstcError } from './errors.js';
import { countEtcBlocks, type EtcStatistics } from './inspect-etc.js';
import { checkTexel, levelOf } from './options/check-place.js';
import type { InspectOptions } from './options/read-options.js';
import { resolveInspectOptions } from './options/resolve.js';
import type { CompressedTexture, Texture, TextureLevel } from './types.js';

/** How often one block mode occurs. */
export interface BlockModeCount {
  /** The 11 bits. */
  blockMode: number;
  gridWidth: number;
  gridHeight: number;
  weightLevels: number;
  planeCount: number;
  count: number;
}

/** Counts over the ASTC blocks of one level. */
export interface AstcStatistics {
  kind: 'astc';
  blockCount: number;
  voidExtentCount: number;
  illegalCount: number;
  /** Illegal blocks by reason. */
  illegalReasons: Record<string, number>;
  /** Blocks with 1, 2, 3 and 4 partitions. */
  partitionCounts: [number, number, number, number];
  dualPlaneCount: number;
  /** Partitions by colour endpoint mode, the most frequent first. */
  endpointModes: { cem: number; name: string; count: number }[];
  /** Block modes, the most frequent first. */
  blockModes: BlockModeCount[];
}

export type BlockStatistics = AstcStatistics | EtcStatistics;

/** A block and where it is. */
export interface BlockPlace {
  /** Column and row of the block. */
  blockX: number;
  blockY: number;
  /** Its texels: left, top, and the footprint. */
  x: number;
  y: number;
  width: number;
  height: number;
  /** Its bytes in hexadecimal. */
  hex: string;
}

export interface Inspection {
  level: number;
  statistics: BlockStatistics;
  /** The block of `blockAt`, if that was asked for. */
  block?: BlockPlace & (BlockReport | EtcBlockReport);
}

/**
 * Looks into a texture's blocks without decoding them.
 *
 * Statistics are over all images of the level; a block is one of the first image.
 *
 * @throws {AstcError} E_OPTION for a level or a texel the texture has not; E_UNSUPPORTED for formats without blocks that we
 *   know; E_WASM
 * @example
 * const { statistics } = await inspect(readTexture(bytes));
 */
export async function inspect(texture: Texture, options: InspectOptions = {}): Promise<Inspection> {
  const { level, blockAt } = resolveInspectOptions(options);
  checkTexture(texture);
  if (!isCompressed(texture)) {
    throw new AstcError(
      'E_UNSUPPORTED',
      `inspection of a texture of format ${texture.format} (expected blocks of ASTC or ETC)`,
    );
  }
  const levelData = levelOf(texture, level);
  checkTexel(levelData, blockAt);
  const { statistics, report } = await look(texture, levelData);
  if (blockAt === undefined) return { level, statistics };
  const { place, bytes } = findBlock(texture, levelData, imageOf(texture, level), blockAt);
  return { level, statistics, block: { ...place, ...report(bytes) } };
}

/** Statistics of a level, and what tells all about one of its blocks. */
async function look(texture: CompressedTexture, { data }: TextureLevel) {
  const module = await loadOwnModule();
  if (texture.format === 'astc') {
    const inspector = new BlockInspector(module, texture.block);
    return { statistics: countBlocks(inspector, data), report: (block: Uint8Array) => inspector.report(block) };
  }
  const inspector = new EtcInspector(module, texture.format);
  const statistics = countEtcBlocks(inspector, texture.format, data);
  return { statistics, report: (block: Uint8Array) => inspector.report(block) };
}

/** Statistics over ASTC blocks. */
function countBlocks(inspector: BlockInspector, blocks: Uint8Array): AstcStatistics {
  const tally = new Tally();
  for (let offset = 0; offset < blocks.length; offset += ASTC_BLOCK_BYTES) {
    tally.add(inspector.summarize(blocks.subarray(offset, offset + ASTC_BLOCK_BYTES)));
  }
  return tally.finish();
}

/** Counts as blocks come by. */
class Tally {
  #blockCount = 0;
  #voidExtentCount = 0;
  #dualPlaneCount = 0;
  readonly #partitionCounts: [number, number, number, number] = [0, 0, 0, 0];
  readonly #reasons = new Map<string, number>();
  readonly #cems = new Map<number, number>();
  readonly #modes = new Map<number, BlockModeCount>();

  add(block: BlockSummary): void {
    this.#blockCount++;
    if (block.kind === 'illegal') increment(this.#reasons, block.reason);
    else if (block.kind === 'void-extent') this.#voidExtentCount++;
    else this.#addPartitioned(block);
  }

  #addPartitioned(block: PartitionedBlock): void {
    const { blockMode, gridWidth, gridHeight, weightLevels, planeCount } = block;
    if (planeCount === 2) this.#dualPlaneCount++;
    const partitionIndex = block.partitionCount - 1;
    this.#partitionCounts[partitionIndex] = (this.#partitionCounts[partitionIndex] ?? 0) + 1;
    for (const cem of block.cems) increment(this.#cems, cem);
    const mode = this.#modes.get(blockMode);
    if (mode) mode.count++;
    else this.#modes.set(blockMode, { blockMode, gridWidth, gridHeight, weightLevels, planeCount, count: 1 });
  }

  finish(): AstcStatistics {
    const endpointModes = [...this.#cems].map(([cem, count]) => ({ cem, name: CEM_NAMES[cem]!, count }));
    return {
      kind: 'astc',
      blockCount: this.#blockCount,
      voidExtentCount: this.#voidExtentCount,
      illegalCount: [...this.#reasons.values()].reduce((sum, count) => sum + count, 0),
      illegalReasons: Object.fromEntries(this.#reasons),
      partitionCounts: this.#partitionCounts,
      dualPlaneCount: this.#dualPlaneCount,
      endpointModes: endpointModes.sort((a, b) => b.count - a.count || a.cem - b.cem),
      blockModes: [...this.#modes.values()].sort((a, b) => b.count - a.count || a.blockMode - b.blockMode),
    };
  }
}

function increment<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** The block that holds a texel. */
function findBlock(
  texture: CompressedTexture,
  level: TextureLevel,
  blocks: Uint8Array,
  { x, y }: { x: number; y: number },
): { place: BlockPlace; bytes: Uint8Array } {
  const { width, height } = footprintSize(texture.block);
  const bytesPerBlock = blockBytes(texture.format);
  const blockX = Math.floor(x / width);
  const blockY = Math.floor(y / height);
  const offset = (blockY * blockCount(texture.block, level.width, level.height).x + blockX) * bytesPerBlock;
  const bytes = blocks.subarray(offset, offset + bytesPerBlock);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { place: { blockX, blockY, x: blockX * width, y: blockY * height, width, height, hex }, bytes };
}
