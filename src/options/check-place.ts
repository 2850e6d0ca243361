/** Options that only a texture can tell right from wrong: a level it has, an image of it, a texel. */
import { type ImagePlace, levelSize, shapeOf } from '../containers/texture-shape.js';
import type { Texture, TextureLevel } from '../types.js';
import { failOption, LIBRARY_SPEECH, type Speech } from './speech.js';

/** The level of a texture. @throws {AstcError} E_OPTION for one it has not */
export function levelOf(texture: Texture, level: number, { name }: Speech = LIBRARY_SPEECH): TextureLevel {
  const found = texture.levels[level];
  if (found !== undefined) return found;
  const last = texture.levels.length - 1;
  failOption(`Expected a whole number from 0 to ${last} for ${name('level')} but received ${level}`);
}

/** @throws {AstcError} E_OPTION for an image that a level has not */
export function checkImagePlace(
  texture: Texture,
  level: number,
  { layer = 0, face = 0, slice = 0 }: ImagePlace,
  { name }: Speech = LIBRARY_SPEECH,
): void {
  const shape = shapeOf(texture);
  const counts = { layer: Math.max(1, shape.layers), face: shape.faces, slice: levelSize(shape, level).depth };
  for (const [option, index] of Object.entries({ layer, face, slice })) {
    const count = counts[option as keyof typeof counts];
    if (index < count) continue;
    failOption(`Expected a whole number from 0 to ${count - 1} for ${name(option)} but received ${index}`);
  }
}

/** @throws {AstcError} E_OPTION for a texel outside the level */
export function checkTexel(
  { width, height }: TextureLevel,
  texel: { x: number; y: number } | undefined,
  { name, typed }: Speech = LIBRARY_SPEECH,
): void {
  if (texel === undefined || (texel.x < width && texel.y < height)) return;
  const received = typed?.('blockAt') ?? `${texel.x},${texel.y}`;
  failOption(`Expected a texel from 0,0 to ${width - 1},${height - 1} for ${name('blockAt')} but received ${received}`);
}
