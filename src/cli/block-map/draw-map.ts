/** A map of one image of a texture: which painter draws it, or its errors. */
import { blockSizeOf, imageOf, isCompressed, levelSize, shapeOf } from '../../containers/texture-shape.js';
import { loadOwnModule } from '../../crew-source.js';
import { AstcError } from '../../errors.js';
import { isFloatImage } from '../../images/channels.js';
import { decode } from '../../index.js';
import { paintSteps, STEPS_A_STOP } from '../../metrics/heat-map.js';
import type { DecodeOptions } from '../../options/decode-options.js';
import { failOption } from '../../options/speech.js';
import type { CompressedTexture, Image, Texture } from '../../types.js';
import { pictureDifference } from '../stages/difference.js';
import { astcModePainter } from './astc-modes.js';
import type { BlockPainter, LegendRow } from './block-face.js';
import { type Canvas, enlarge, scaleOf } from './canvas.js';
import { countSteps, errorRows } from './error-rows.js';
import { etcModePainter } from './etc-modes.js';
import { paintBlocks } from './paint-blocks.js';
import { astcPartitionPainter, etcPartitionPainter } from './partitions.js';

/** Which image of which level, each 0 or more. */
export interface MapPlace {
  level: number;
  layer: number;
  face: number;
  slice: number;
}

/** A map and what there is to say of it. */
export interface BlockMap {
  picture: Canvas;
  /** Pixels a texel, each way. */
  scale: number;
  /** What is counted, in the plural. */
  unit: string;
  /** Rows that occur, in the order of the legend. */
  legend: readonly { row: LegendRow; count: number }[];
  /** Blocks with a light corner, and what it says. */
  mark?: { name: string; count: number };
  shading?: string;
}

/** @throws {AstcError} E_UNSUPPORTED for formats whose blocks we do not know; E_WASM */
export async function drawBlocks(texture: Texture, kind: 'modes' | 'partitions', place: MapPlace): Promise<BlockMap> {
  if (!isCompressed(texture)) {
    throw new AstcError(
      'E_UNSUPPORTED',
      `a map of a texture of format ${texture.format} (expected ASTC or ETC blocks)`,
    );
  }
  const { width, height } = levelSize(shapeOf(texture), place.level);
  const block = blockSizeOf(texture);
  const painter = await painterOf(texture, kind, place.slice % block.depth);
  const blocks = imageOf(texture, place.level, place);
  const grid = {
    width,
    height,
    blockWidth: block.width,
    blockHeight: block.height,
    bytesPerBlock: block.bytes,
    blocks,
  };
  const { picture, scale, counts, markedCount } = paintBlocks(grid, painter);
  const { unit, rows, mark, shading } = painter;
  return {
    picture,
    scale,
    unit,
    legend: legendOf(rows, counts),
    ...(mark !== undefined && markedCount > 0 && { mark: { name: mark, count: markedCount } }),
    ...(shading !== undefined && { shading }),
  };
}

async function painterOf(
  texture: CompressedTexture,
  kind: 'modes' | 'partitions',
  slice: number,
): Promise<BlockPainter> {
  const module = await loadOwnModule();
  const { format, block } = texture;
  if (kind === 'modes') return format === 'astc' ? astcModePainter(module, block) : etcModePainter(module, format);
  return format === 'astc' ? astcPartitionPainter(module, block, slice) : etcPartitionPainter(module, format);
}

/**
 * The heat map of `compare --diff`, of one image and with a legend; rows run as the picture's do.
 *
 * @throws {AstcError} E_OPTION for a picture of another size, and what `decode` throws
 */
export async function drawErrors(texture: Texture, reference: Image, options: DecodeOptions): Promise<BlockMap> {
  // The top 8 bits of a 16-bit picture count: the texture is cut likewise.
  const bits = reference.data instanceof Uint16Array ? 16 : 8;
  const decoded = await decode(texture, { ...options, bits, upright: true });
  if (decoded.width !== reference.width || decoded.height !== reference.height) {
    const expected = `${decoded.width}x${decoded.height} pixels for --reference`;
    failOption(
      `Expected a picture of ${expected}, as the texture has, but received ${reference.width}x${reference.height}`,
    );
  }
  const difference = pictureDifference(reference, decoded);
  const isLight = [reference, decoded].some(isFloatImage);
  const rows = errorRows(isLight ? `of ${STEPS_A_STOP} steps a stop` : 'of 255');
  const scale = scaleOf(difference);
  const legend = legendOf(rows, countSteps(difference.steps, rows));
  return { picture: enlarge(paintSteps(difference), scale), scale, unit: 'texels', legend };
}

function legendOf(rows: readonly LegendRow[], counts: ReadonlyMap<LegendRow, number>) {
  return rows.map((row) => ({ row, count: counts.get(row) ?? 0 })).filter(({ count }) => count > 0);
}
