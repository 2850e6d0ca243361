/**
 * The data format descriptor of our own formats, both ways: built for writing, compared with the VkFormat when reading.
 * Spec: KDFS 1.4, KHR_DF_MODEL_ASTC, KHR_DF_MODEL_ETC1 and KHR_DF_MODEL_ETC2.
 */
import { blockBytes, footprintSize, kindName } from '../codec/formats.js';
import { AstcError } from '../errors.js';
import type { ColorSpace, CompressedTexture, Primaries, Texture, TextureFormat } from '../types.js';
import { expectedDescriptor, findVkFormat } from '../vk-formats/index.js';
import {
  type BasicBlock,
  basicBlockOf,
  FLAG_PREMULTIPLIED,
  layOutDescriptor,
  patchDescriptor,
  TRANSFER_LINEAR,
  TRANSFER_SRGB,
} from './descriptor-block.js';
import { vkFormatOf } from './own-vk-formats.js';
import { blockSizeOf, isCompressed } from './texture-shape.js';

/** KHR_DF_MODEL_*. UASTC HDR is a subset of ASTC HDR, stored as plain ASTC blocks with an ASTC VkFormat. */
const MODEL = { etc1: 160, etc2: 161, astc: 162, uastcHdr: 167 } as const;

/** KHR_DF_PRIMARIES_*. */
const PRIMARIES_NUMBERS: Readonly<Record<Primaries, number>> = { bt709: 1, unspecified: 0 };

/** The descriptor of a texture of ours: that of its VkFormat, with its primaries and alpha. */
export function buildDescriptor(texture: CompressedTexture): Uint8Array<ArrayBuffer> {
  const { primaries = 'bt709', premultiplied } = texture;
  const row = findVkFormat(vkFormatOf(texture))!;
  const flags = premultiplied ? FLAG_PREMULTIPLIED : 0;
  return layOutDescriptor(expectedDescriptor(row, { colorPrimaries: PRIMARIES_NUMBERS[primaries], flags }));
}

/**
 * The descriptor of any texture: the one it came with, where its fields have the last word, or a new one.
 *
 * @param scheme  of the levels' supercompression, 0 for none
 */
export function descriptorOf(texture: Texture, scheme: number): Uint8Array<ArrayBuffer> {
  if (texture.dfd === undefined) return buildDescriptor(texture as CompressedTexture);
  const basic = basicBlockOf(texture.dfd);
  if (basic === undefined) throw new AstcError('E_OPTION', 'Expected a descriptor with a basic block for dfd');
  if (isCompressed(texture)) checkDescriptor(basic, texture, 'E_OPTION');
  const { colorSpace, primaries = 'bt709', premultiplied = false } = texture;
  const { bytes } = blockSizeOf(texture);
  return patchDescriptor(texture.dfd, {
    transferFunction: describedColorSpace(basic) === colorSpace ? undefined : transferOf(colorSpace),
    colorPrimaries: describedPrimaries(basic) === primaries ? undefined : PRIMARIES_NUMBERS[primaries],
    isPremultiplied: premultiplied,
    // Older writers leave it out of packed files, where it may be missing, but nowhere else.
    bytesPlane0: basic.bytesPlane0 === 0 && scheme === 0 ? bytes : undefined,
  });
}

function transferOf(colorSpace: ColorSpace): number {
  return colorSpace === 'srgb' ? TRANSFER_SRGB : TRANSFER_LINEAR;
}

/** Colour models a descriptor may name for a format, the one we write first. */
function acceptedModels(format: TextureFormat): readonly number[] {
  if (format === 'astc') return [MODEL.astc, MODEL.uastcHdr];
  return format === 'etc2-rgb' || format === 'etc1' ? [MODEL.etc2, MODEL.etc1] : [MODEL.etc2];
}

/** ETC1 has no VkFormat of its own. We write it as ETC2 RGB, whose decoders read it; older files of ours name its model. */
export function describedFormat({ colorModel }: BasicBlock, format: TextureFormat): TextureFormat {
  return colorModel === MODEL.etc1 ? 'etc1' : format;
}

/** Primaries we have no word for are as good as unspecified: colours are never converted. */
export function describedPrimaries({ colorPrimaries }: BasicBlock): Primaries {
  return colorPrimaries === PRIMARIES_NUMBERS.bt709 ? 'bt709' : 'unspecified';
}

/** Transfer functions we have no word for are as good as linear. */
export function describedColorSpace({ transferFunction }: BasicBlock): ColorSpace {
  return transferFunction === TRANSFER_SRGB ? 'srgb' : 'linear';
}

/**
 * Throws where the descriptor contradicts the VkFormat on what the blocks are. On the transfer function the VkFormat has
 * the last word, as it has on a GPU, so that is not compared.
 */
export function checkDescriptor(
  { colorModel, block, bytesPlane0 }: BasicBlock,
  kind: Pick<CompressedTexture, 'format' | 'block'>,
  code: 'E_KTX2_INVALID' | 'E_OPTION' = 'E_KTX2_INVALID',
): void {
  const models = acceptedModels(kind.format);
  if (!models.includes(colorModel)) {
    const name = kind.format === 'astc' ? 'ASTC' : kindName(kind);
    contradict(code, `color model (expected ${models[0]} for ${name}, got ${colorModel})`);
  }
  const { width, height, depth } = footprintSize(kind.block);
  if (block.width !== width || block.height !== height || block.depth !== depth) {
    contradict(
      code,
      `texel block (expected ${width}x${height}x${depth}, got ${block.width}x${block.height}x${block.depth})`,
    );
  }
  const bytes = blockBytes(kind.format);
  if (bytesPlane0 !== 0 && bytesPlane0 !== bytes) {
    contradict(code, `bytes of a block (expected ${bytes}, got ${bytesPlane0})`);
  }
}

function contradict(code: 'E_KTX2_INVALID' | 'E_OPTION', what: string): never {
  throw new AstcError(code, `KTX2 data format descriptor contradicts the vkFormat: ${what}`);
}
