/** What every container writer checks before it writes: a texture whose parts agree with each other. */
import { footprintSize, isAlwaysLinear, levelByteLength } from '../codec/formats.js';
import { AstcError } from '../errors.js';
import { FOOTPRINTS, TEXTURE_FORMATS, type Texture } from '../types.js';

/** Texels of a mip level's side: halved each level, never below 1. */
export function levelSide(side: number, level: number): number {
  return Math.max(1, Math.floor(side / 2 ** level));
}

/** Levels down to 1x1. */
export function fullLevelCount(width: number, height: number): number {
  return Math.floor(Math.log2(Math.max(width, height))) + 1;
}

/** Throws E_OPTION unless the texture's format, footprint, sizes and byte lengths agree. */
export function checkTexture(texture: Texture): void {
  const { width, height, levels } = texture;
  checkKind(texture);
  if (!isSide(width) || !isSide(height)) {
    fail(`Expected a texture size of 1 or more texels a side but received ${width}x${height}`);
  }
  const maxLevels = fullLevelCount(width, height);
  if (levels.length < 1 || levels.length > maxLevels) {
    fail(`Expected 1 to ${maxLevels} levels for ${width}x${height} texels but received ${levels.length}`);
  }
  levels.forEach((level, index) => {
    checkLevel(texture, level, index);
  });
}

function checkKind(texture: Texture): void {
  const { format, block, profile, colorSpace } = texture;
  if (!TEXTURE_FORMATS.includes(format)) {
    fail(`Expected a texture of format ${TEXTURE_FORMATS.join(', ')} but received ${format}`);
  }
  if (format === 'astc') {
    if (FOOTPRINTS.includes(block)) return;
    fail(`Expected an ASTC texture with one of the footprints ${FOOTPRINTS.join(', ')} but received ${block}`);
  }
  if (block !== '4x4') fail(`Expected block 4x4 for format ${format} but received ${block}`);
  if (profile !== 'ldr') fail(`Expected profile ldr for format ${format} but received ${profile}`);
  if (colorSpace === 'srgb' && isAlwaysLinear(format)) {
    fail(`Expected colorSpace linear for format ${format} but received srgb`);
  }
}

function checkLevel(texture: Texture, level: Texture['levels'][number], index: number): void {
  const width = levelSide(texture.width, index);
  const height = levelSide(texture.height, index);
  if (level.width !== width || level.height !== height) {
    fail(`Expected level ${index} of ${width}x${height} texels but received ${level.width}x${level.height}`);
  }
  const byteLength = levelByteLength(texture, width, height);
  if (level.data.byteLength !== byteLength) {
    const size = footprintSize(texture.block);
    fail(
      `Expected ${byteLength} bytes in level ${index} (${width}x${height} texels, blocks of ${size.width}x${size.height}) but received ${level.data.byteLength}`,
    );
  }
}

function isSide(side: number): boolean {
  return Number.isInteger(side) && side >= 1 && side <= 0xffffffff;
}

function fail(message: string): never {
  throw new AstcError('E_OPTION', message);
}
