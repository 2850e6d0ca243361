/** ETC and EAC textures of random blocks: what decoding, inspecting and files need, without an encoder. */
import type { CompressedTexture, EtcFormat } from '../../src/types.js';
import { randomEtcBlocks } from './etc-blocks.js';
import { etcBlockBytes } from './reference/etc.js';
import { Rng } from './rng.js';

/** A texture of one level whose blocks are random. */
export function randomEtcTexture(format: EtcFormat, width: number, height: number): CompressedTexture {
  const blockCount = Math.ceil(width / 4) * Math.ceil(height / 4);
  const data = randomEtcBlocks(Rng.named(`texture ${format} ${width}x${height}`), format, blockCount);
  return { ...bareTexture(format, width, height), levels: [{ width, height, data: new Uint8Array(data) }] };
}

/** A texture of one block. */
export function etcTextureOf(format: EtcFormat, hex: string): CompressedTexture {
  const data = Uint8Array.from(Buffer.from(hex, 'hex'));
  if (data.length !== etcBlockBytes(format)) throw new Error(`${hex} is not a block of ${format}`);
  return { ...bareTexture(format, 4, 4), levels: [{ width: 4, height: 4, data }] };
}

function bareTexture(format: EtcFormat, width: number, height: number): Omit<CompressedTexture, 'levels'> {
  return { format, block: '4x4', profile: 'ldr', colorSpace: 'linear', width, height };
}
