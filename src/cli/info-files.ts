/** The work of `astc-wasm info`: what a texture file holds. */
import { isCompressed } from '../containers/texture-shape.js';
import { inspect, readTexture } from '../index.js';
import { checkTexel, levelOf } from '../options/check-place.js';
import { INSPECT_OPTIONS } from '../options/read-options.js';
import { refuseContradictions } from './check-flags.js';
import type { INFO_FLAGS } from './command-options.js';
import { checkExtension } from './extensions.js';
import { readInput } from './files/read-input.js';
import { type Given, pickValues } from './flags.js';
import type { MapMaker } from './info-map.js';
import { blockLines, statisticsLines } from './info-text.js';
import { describeTexture, textureLines } from './info-texture.js';
import type { Outcome, Session } from './session.js';
import { exitCodeOf, type Failure } from './session.js';

type InfoFlags = Given<typeof INFO_FLAGS>;

export async function infoFiles(session: Session, inputs: string[], given: InfoFlags): Promise<Outcome> {
  refuseContradictions(given);
  const { map } = given.values;
  // Few look at maps: what draws them comes when one does.
  const maps = map && (await (await import('./info-map.js')).openMapMaker(session, inputs, map, given));
  const files: Record<string, unknown>[] = [];
  const failed: Failure[] = [];
  let exitCode = 0;
  for (const input of inputs) {
    try {
      files.push(await infoFile(session, input, given, maps));
    } catch (error) {
      failed.push(session.fail(error, input));
      exitCode ||= exitCodeOf(error);
      if (session.signal.aborted) break;
    }
  }
  await maps?.close();
  return { document: { files, failed }, exitCode };
}

async function infoFile(
  session: Session,
  input: string,
  given: InfoFlags,
  maps: MapMaker | undefined,
): Promise<Record<string, unknown>> {
  const bytes = await readInput(input, session.signal);
  const container = checkExtension(input, bytes, (message) => session.warn(input, message));
  const texture = readTexture(bytes);
  const options = pickValues(given, INSPECT_OPTIONS);
  checkTexel(levelOf(texture, options.level ?? 0, given.speech), options.blockAt, given.speech);
  // What is carried only has no blocks that we could look into.
  const isOpen = isCompressed(texture) || options.blockAt !== undefined;
  const inspection = isOpen ? await inspect(texture, options) : undefined;
  const facts = describeTexture(texture, bytes.length);
  for (const line of textureLines(input, String(container), { facts, texture })) session.say(line);
  if (inspection !== undefined) {
    const { block } = inspection;
    for (const line of block === undefined ? statisticsLines(inspection) : blockLines(block)) session.say(line);
  }
  const map = maps && { map: await maps.draw(input, texture) };
  return { input, container, ...facts, ...inspection, ...map };
}
