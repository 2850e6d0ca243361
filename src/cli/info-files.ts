/** The work of `astc-wasm info`: what a texture file holds. */
import { blockBytes, footprintSize, kindName } from '../codec/formats.js';
import { type Inspection, inspect, readTexture, type Texture } from '../index.js';
import { checkTexel, levelOf } from '../options/check-place.js';
import { INSPECT_OPTIONS } from '../options/read-options.js';
import { refuseContradictions } from './check-flags.js';
import type { INFO_FLAGS } from './command-options.js';
import { checkExtension } from './extensions.js';
import { readInput } from './files/read-input.js';
import { type Given, pickValues } from './flags.js';
import { blockLines, statisticsLines } from './info-text.js';
import type { Outcome, Session } from './session.js';
import { exitCodeOf, type Failure } from './session.js';
import { formatBytes } from './texts.js';

type InfoFlags = Given<typeof INFO_FLAGS>;

export async function infoFiles(session: Session, inputs: string[], given: InfoFlags): Promise<Outcome> {
  refuseContradictions(given);
  const files: Record<string, unknown>[] = [];
  const failed: Failure[] = [];
  let exitCode = 0;
  for (const input of inputs) {
    try {
      files.push(await infoFile(session, input, given));
    } catch (error) {
      failed.push(session.fail(error, input));
      exitCode ||= exitCodeOf(error);
      if (session.signal.aborted) break;
    }
  }
  return { document: { files, failed }, exitCode };
}

async function infoFile(session: Session, input: string, given: InfoFlags): Promise<Record<string, unknown>> {
  const bytes = await readInput(input, session.signal);
  const container = checkExtension(input, bytes, (message) => session.warn(input, message));
  const texture = readTexture(bytes);
  const options = pickValues(given, INSPECT_OPTIONS);
  checkTexel(levelOf(texture, options.level ?? 0, given.speech), options.blockAt, given.speech);
  const inspection = await inspect(texture, options);
  const facts = describe(texture, bytes.length);
  for (const line of textLines(input, String(container), facts, inspection)) session.say(line);
  return { input, container, ...facts, ...inspection };
}

function describe(texture: Texture, byteLength: number) {
  const { width, height, depth } = footprintSize(texture.block);
  return {
    format: texture.format,
    block: texture.block,
    bitsPerTexel: (blockBytes(texture.format) * 8) / (width * height * depth),
    profile: texture.profile,
    colorSpace: texture.colorSpace,
    premultiplied: texture.premultiplied ?? false,
    selfDescribing: texture.selfDescribing ?? true,
    writer: texture.writer ?? null,
    width: texture.width,
    height: texture.height,
    bytes: byteLength,
    levels: texture.levels.map((level) => ({ width: level.width, height: level.height, bytes: level.data.length })),
  };
}

function textLines(
  input: string,
  container: string,
  facts: ReturnType<typeof describe>,
  inspection: Inspection,
): string[] {
  const assumed = facts.selfDescribing ? '' : ' (assumed: the container does not say)';
  const alpha = facts.premultiplied ? ', premultiplied alpha' : '';
  const levels = facts.levels.map(
    (level, index) => `  level ${index}: ${level.width}x${level.height}, ${formatBytes(level.bytes)}`,
  );
  return [
    `${input}`,
    `  container: ${container}, ${formatBytes(facts.bytes)}${facts.writer === null ? '' : `, written by ${facts.writer}`}`,
    `  format: ${kindName(facts)}, ${facts.bitsPerTexel.toFixed(2)} bits a texel`,
    `  profile: ${facts.profile}, ${facts.colorSpace}${alpha}${assumed}`,
    `  size: ${facts.width}x${facts.height}`,
    ...levels,
    ...(inspection.block === undefined ? statisticsLines(inspection) : blockLines(inspection.block)),
  ];
}
