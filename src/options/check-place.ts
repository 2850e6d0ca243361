/** Options that only a texture can tell right from wrong: a level it has, a texel it has. */
import type { Texture, TextureLevel } from '../types.js';
import { failOption, LIBRARY_SPEECH, type Speech } from './speech.js';

/** The level of a texture. @throws {AstcError} E_OPTION for one it has not */
export function levelOf(texture: Texture, level: number, { name }: Speech = LIBRARY_SPEECH): TextureLevel {
  const found = texture.levels[level];
  if (found !== undefined) return found;
  const last = texture.levels.length - 1;
  failOption(`Expected a whole number from 0 to ${last} for ${name('level')} but received ${level}`);
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
