/** What the command line does for textures of several pictures: their order, and what cannot be, before any work. */
import { CONTAINERS, type Container } from '../containers/container-words.js';
import type { FilledEncodeOptions } from '../options/encode-options.js';
import { failOption, listWords } from '../options/speech.js';
import type { Image } from '../types.js';
import type { Session } from './session.js';
import type { LevelFile } from './stages/levels.js';

const SHAPES = ['cubemap', 'array', 'depth'] as const;

/** Shapes that a container has no room for. */
const SHAPES_MISSING: Partial<Record<Container, readonly (typeof SHAPES)[number][]>> = {
  astc: ['cubemap', 'array'],
  pkm: SHAPES,
};

/** Whether all inputs become one texture. */
export function isShape(settings: FilledEncodeOptions): boolean {
  return SHAPES.some((shape) => settings[shape]);
}

/** @throws {AstcError} E_OPTION */
export function refuseShape(container: Container, settings: FilledEncodeOptions): void {
  const missing = SHAPES_MISSING[container]?.find((shape) => settings[shape]);
  if (missing === undefined) return;
  const able = listWords(CONTAINERS.filter((each) => !SHAPES_MISSING[each]?.includes(missing)));
  failOption(`Expected ${able} for --container with --${missing} but received ${container}`);
}

/** @throws {AstcError} E_OPTION */
export function refuseLevelsOfShapes(files: readonly LevelFile[], settings: FilledEncodeOptions): void {
  const shape = SHAPES.find((each) => settings[each]);
  if (files.length === 0 || shape === undefined) return;
  failOption(`Expected --mip-level or --${shape} but received both`, 'levels can be given for one picture');
}

/** Faces in their order where their names say which is which, whatever the shell made of it. */
export async function orderPictures(
  session: Session,
  inputs: readonly string[],
  { cubemap }: FilledEncodeOptions,
): Promise<readonly string[]> {
  if (!cubemap) return inputs;
  const { orderFaces } = await import('../shapes/face-order.js');
  const ordered = orderFaces(inputs);
  if (ordered === undefined || ordered.every((input, index) => input === inputs[index])) return inputs;
  session.say(`note: faces by their names, +X −X +Y −Y +Z −Z: ${ordered.join(' ')}`);
  return ordered;
}

/** The library names pictures by their number, we by their files. @throws {AstcError} E_OPTION */
export async function requireAlikeFiles(images: readonly Image[], paths: readonly string[]): Promise<void> {
  if (images.length === 1) return;
  const { requireAlike } = await import('../shapes/gather-images.js');
  requireAlike(images, { nameOf: (index) => paths[index]! });
}
