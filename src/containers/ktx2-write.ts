/** A texture to KTX2 bytes, levels uncompressed. The container library lays the parts out; what they say is built here. */
import { createDefaultContainer, KHR_SUPERCOMPRESSION_NONE, type KTX2Level, type VKFormat, write } from 'ktx-parse';
import { etcFormatOf, formatOf } from '../codec/formats.js';
import { AstcError } from '../errors.js';
import type { Texture } from '../types.js';
import { VERSION } from '../version.js';
import { checkTexture } from './check-texture.js';
import { buildDescriptor } from './ktx2-dfd.js';
import { requireFlat } from './texture-shape.js';

/** The container library keeps level offsets in 32 bits. */
const MAX_FILE_BYTES = 0xffffffff;
/** Header, level index, descriptor, key/value data and padding together stay below this. */
const MAX_OVERHEAD_BYTES = 4096;

/**
 * Writes a texture as KTX2: smallest level first in the file, each aligned to a block, KTXwriter `astc-wasm <version>`,
 * KTXorientation `rd` (first texel at the top left), KTXswizzle where the texture has one.
 *
 * @throws {AstcError} E_OPTION for a texture whose parts disagree or an HDR texture called sRGB; E_TOO_LARGE above 4 GiB
 */
export function writeKtx2(texture: Texture): Uint8Array<ArrayBuffer> {
  checkTexture(texture);
  requireFlat(texture, 'a KTX2 file');
  const vkFormat = vkFormatOf(texture);
  const levelBytes = texture.levels.reduce((sum, level) => sum + level.data.byteLength, 0);
  if (levelBytes > MAX_FILE_BYTES - MAX_OVERHEAD_BYTES) {
    throw new AstcError('E_TOO_LARGE', `a KTX2 file of ${levelBytes} bytes (expected at most ${MAX_FILE_BYTES})`);
  }
  const container = createDefaultContainer();
  container.vkFormat = vkFormat as VKFormat;
  container.typeSize = 1;
  container.pixelWidth = texture.width;
  container.pixelHeight = texture.height;
  container.pixelDepth = 0;
  container.layerCount = 0;
  container.faceCount = 1;
  container.levelCount = texture.levels.length;
  container.supercompressionScheme = KHR_SUPERCOMPRESSION_NONE;
  // Levels may lie in a SharedArrayBuffer: the library only copies from them.
  container.levels = texture.levels.map(({ data }) => ({
    levelData: data as KTX2Level['levelData'],
    uncompressedByteLength: data.byteLength,
  }));
  container.dataFormatDescriptor = [buildDescriptor(texture)];
  container.keyValue = {
    KTXorientation: 'rd',
    ...(texture.swizzle !== undefined && { KTXswizzle: texture.swizzle }),
    KTXwriter: `astc-wasm ${VERSION}`,
  };
  return write(container, { keepWriter: true });
}

function vkFormatOf(texture: Texture): number {
  if (texture.format !== 'astc') {
    const { vkFormat, vkFormatSrgb } = etcFormatOf(texture.format);
    // checkTexture refused sRGB where there is no such format.
    return texture.colorSpace === 'srgb' ? vkFormatSrgb! : vkFormat;
  }
  const format = formatOf(texture.block);
  if (texture.profile === 'ldr') return texture.colorSpace === 'srgb' ? format.vkSrgb : format.vkUnorm;
  if (texture.colorSpace === 'srgb') {
    throw new AstcError('E_OPTION', 'Expected colorSpace linear for an HDR texture but received srgb', {
      hint: 'Vulkan has no sRGB format with HDR blocks.',
    });
  }
  return format.vkSfloat;
}
