/** The work of `astc-wasm info --map`: where maps go, and what is said of them. */
import { encodePng } from '../index.js';
import { checkImagePlace, levelOf } from '../options/check-place.js';
import { DECODE_OPTIONS } from '../options/decode-options.js';
import { failOption } from '../options/speech.js';
import type { Image, Texture } from '../types.js';
import { type BlockMap, drawBlocks, drawErrors } from './block-map/draw-map.js';
import type { INFO_FLAGS, MapKind } from './command-options.js';
import { checkExtension, writtenKind } from './extensions.js';
import { isTaken, STANDARD_STREAM, takenError } from './files/names.js';
import { readInput } from './files/read-input.js';
import { type Given, pickValues } from './flags.js';
import { findPlace, makeFolders, planOutputs } from './plan-outputs.js';
import type { Session } from './session.js';
import { readPicture } from './stages/read-picture.js';
import { openSink } from './stages/sink.js';
import { formatShare, formatTable, roundTo } from './texts.js';

type InfoFlags = Given<typeof INFO_FLAGS>;

/** Draws the map of one input after the other. */
export interface MapMaker {
  /** @returns the document's part */
  draw: (input: string, texture: Texture) => Promise<Record<string, unknown>>;
  close: () => Promise<void>;
}

/** @throws {AstcError} E_OPTION, E_OUTPUT_EXISTS, E_WRITE before any work */
export async function openMapMaker(
  session: Session,
  inputs: readonly string[],
  kind: MapKind,
  given: InfoFlags,
): Promise<MapMaker> {
  const { output, reference, force } = given.values;
  if (kind === 'error' && reference === undefined) failOption('Expected --reference beside --map error');
  const found = { inputs: inputs.map((path) => ({ path, folder: '' })), isOpen: false };
  const place = await findPlace(found, output);
  const files = planOutputs(found, place, () => ({ ext: `.${kind}.png` }));
  for (const file of files) {
    writtenKind('--output', file.output, ['png']);
    if (!force && (await isTaken(file.output))) throw takenError(file.output);
  }
  const outputs = files.map((file) => file.output);
  session.claimStdout(outputs.includes(STANDARD_STREAM));
  await makeFolders(place, files);
  const sink = openSink(outputs, { canReplace: force === true, signal: session.signal });
  return {
    async draw(input, texture) {
      const path = outputs[inputs.indexOf(input)]!;
      const map = await drawMap(session, texture, kind, given);
      await sink.write(path, await encodePng(map.picture));
      sayLegend(session, path, kind, map);
      return describeMap(path, kind, map);
    },
    close: sink.close,
  };
}

async function drawMap(session: Session, texture: Texture, kind: MapKind, given: InfoFlags): Promise<BlockMap> {
  const { level = 0, layer = 0, face = 0, slice = 0 } = given.values;
  levelOf(texture, level, given.speech);
  checkImagePlace(texture, level, { layer, face, slice }, given.speech);
  if (kind !== 'error') return drawBlocks(texture, kind, { level, layer, face, slice });
  const reference = await readReference(session, given.values.reference!, texture);
  return drawErrors(texture, reference, { ...pickValues(given, DECODE_OPTIONS), signal: session.signal });
}

/** A texture that holds no colours was made of the numbers as they stand in the file. */
async function readReference(session: Session, path: string, texture: Texture): Promise<Image> {
  const bytes = await readInput(path, session.signal);
  const onWarning = (message: string) => session.warn(path, message);
  checkExtension(path, bytes, onWarning);
  return readPicture(bytes, { colorProfile: texture.primaries === 'unspecified' ? 'keep' : 'srgb', onWarning });
}

/** A line of the document's legend. */
function describeMap(output: string, kind: MapKind, map: BlockMap): Record<string, unknown> {
  const { picture, scale, unit, mark } = map;
  const total = totalOf(map);
  const share = (count: number) => roundTo(count / total, 6);
  const legend = map.legend.map(({ row, count }) => ({
    name: row.name,
    color: `#${row.color.map((value) => value.toString(16).padStart(2, '0')).join('')}`,
    colorName: row.colorName,
    count,
    share: share(count),
  }));
  const size = { width: picture.width, height: picture.height, scale };
  return { kind, output, ...size, unit, legend, ...(mark && { mark: { ...mark, share: share(mark.count) } }) };
}

function sayLegend(session: Session, output: string, kind: MapKind, map: BlockMap): void {
  const { picture, scale, unit, legend, mark, shading } = map;
  const total = totalOf(map);
  const size = `${picture.width}x${picture.height}, ${scale === 1 ? 'a pixel' : `${scale}x${scale} pixels`} a texel`;
  session.say(`  map of ${kind}: ${output}  ${size}`);
  session.say(`  ${total} ${unit}:`);
  const rows = legend.map(({ row, count }) => [
    `  ${row.colorName}`,
    row.name,
    String(count),
    formatShare(count / total),
  ]);
  for (const [index, line] of formatTable(rows, [2, 3]).entries()) session.say(line, legend[index]!.row.color);
  if (shading !== undefined) session.say(`  ${shading}`);
  if (mark !== undefined)
    session.say(`  light corner: ${mark.name}, ${mark.count} (${formatShare(mark.count / total)})`);
}

function totalOf({ legend }: BlockMap): number {
  return legend.reduce((sum, { count }) => sum + count, 0);
}
