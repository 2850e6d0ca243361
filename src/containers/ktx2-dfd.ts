/**
 * The data format descriptor of our own formats, both ways: built for writing, compared with the VkFormat when reading.
 * Spec: KDFS 1.4, KHR_DF_MODEL_ASTC, KHR_DF_MODEL_ETC1 and KHR_DF_MODEL_ETC2.
 */
import { blockBytes, footprintSize, kindName } from '../codec/formats.js';
import { AstcError } from '../errors.js';
import type { ColorSpace, CompressedTexture, Primaries, Texture, TextureFormat } from '../types.js';
import {
  type BasicBlock,
  basicBlockOf,
  FLAG_PREMULTIPLIED,
  layOutDescriptor,
  patchDescriptor,
  type SampleFields,
  TRANSFER_LINEAR,
  TRANSFER_SRGB,
} from './descriptor-block.js';
import { blockSizeOf, isCompressed } from './texture-shape.js';

/** KHR_DF_MODEL_*. UASTC HDR is a subset of ASTC HDR, stored as plain ASTC blocks with an ASTC VkFormat. */
const MODEL = { etc1: 160, etc2: 161, astc: 162, uastcHdr: 167 } as const;
/** KHR_DF_CHANNEL_ASTC_DATA and KHR_DF_CHANNEL_ETC1_DATA: one sample holds the whole block. */
const CHANNEL_DATA = 0;
/** KHR_DF_CHANNEL_ETC2_*. */
const CHANNEL_RED = 0;
const CHANNEL_GREEN = 1;
const CHANNEL_COLOR = 2;
const CHANNEL_ALPHA = 15;
/** KHR_DF_SAMPLE_DATATYPE_*. */
const QUALIFIER = { linear: 0x10, signed: 0x40, float: 0x80 } as const;
/** Bits 1.0 and -1.0 of a 32-bit float, the nominal range of SFLOAT samples. */
const FLOAT_ONE = 0x3f800000;
const FLOAT_MINUS_ONE = 0xbf800000;
/** Range of samples that are 1.0 at the top, and of those from -1.0 to 1.0. */
const UNORM_RANGE = { sampleLower: 0, sampleUpper: 0xffffffff };
const SNORM_RANGE = { sampleLower: 0x80000000, sampleUpper: 0x7fffffff };

/** KHR_DF_PRIMARIES_*. */
const PRIMARIES_NUMBERS: Readonly<Record<Primaries, number>> = { bt709: 1, unspecified: 0 };
/** A part of a block: what it holds, and where its bits begin. */
type Part = readonly [channel: number, bitOffset: number];

/** Parts of a block of each ETC and EAC format. The two of punch-through alpha are the same 64 bits. */
const ETC_PARTS: Readonly<Record<Exclude<TextureFormat, 'astc'>, readonly Part[]>> = {
  etc1: [[CHANNEL_DATA, 0]],
  'etc2-rgb': [[CHANNEL_COLOR, 0]],
  'etc2-rgba1': [
    [CHANNEL_COLOR, 0],
    [CHANNEL_ALPHA, 0],
  ],
  'etc2-rgba': [
    [CHANNEL_ALPHA, 0],
    [CHANNEL_COLOR, 64],
  ],
  'eac-r11': [[CHANNEL_RED, 0]],
  'eac-rg11': [
    [CHANNEL_RED, 0],
    [CHANNEL_GREEN, 64],
  ],
  'eac-r11-snorm': [[CHANNEL_RED, 0]],
  'eac-rg11-snorm': [
    [CHANNEL_RED, 0],
    [CHANNEL_GREEN, 64],
  ],
};

/** The descriptor of a texture of ours: dimensions, transfer function, primaries, alpha flag, samples. */
export function buildDescriptor(texture: CompressedTexture): Uint8Array<ArrayBuffer> {
  const { width, height } = footprintSize(texture.block);
  return layOutDescriptor({
    colorModel: colorModel(texture.format),
    colorPrimaries: PRIMARIES_NUMBERS[texture.primaries ?? 'bt709'],
    transferFunction: transferOf(texture.colorSpace),
    flags: texture.premultiplied ? FLAG_PREMULTIPLIED : 0,
    // Dimensions are stored less one.
    texelBlockDimension: [width - 1, height - 1, 0, 0],
    bytesPlane: [blockBytes(texture.format), 0, 0, 0, 0, 0, 0, 0],
    samples: texture.format === 'astc' ? [astcSample(texture)] : etcSamples(texture, ETC_PARTS[texture.format]),
  });
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

function colorModel(format: TextureFormat): number {
  if (format === 'astc') return MODEL.astc;
  return format === 'etc1' ? MODEL.etc1 : MODEL.etc2;
}

function astcSample({ profile }: CompressedTexture): SampleFields {
  const sample = { bitOffset: 0, bitLength: 127, samplePosition: [0, 0, 0, 0] };
  if (profile === 'ldr') return { ...sample, channelType: CHANNEL_DATA, ...UNORM_RANGE };
  const channelType = CHANNEL_DATA | QUALIFIER.float | QUALIFIER.signed;
  return { ...sample, channelType, sampleLower: FLOAT_MINUS_ONE, sampleUpper: FLOAT_ONE };
}

/** 64 bits a part; alpha beside sRGB-encoded colours says that it is linear. */
function etcSamples({ format, colorSpace }: CompressedTexture, parts: readonly Part[]): SampleFields[] {
  const isSigned = format.endsWith('-snorm');
  return parts.map(([channel, bitOffset]) => {
    const isLinearAlpha = channel === CHANNEL_ALPHA && colorSpace === 'srgb';
    return {
      bitOffset,
      bitLength: 63,
      channelType: channel | (isLinearAlpha ? QUALIFIER.linear : 0) | (isSigned ? QUALIFIER.signed : 0),
      samplePosition: [0, 0, 0, 0],
      ...(isSigned ? SNORM_RANGE : UNORM_RANGE),
    };
  });
}

/** Colour models a descriptor may name for a format, the one we write first. */
function acceptedModels(format: TextureFormat): readonly number[] {
  if (format === 'astc') return [MODEL.astc, MODEL.uastcHdr];
  if (format === 'etc1') return [MODEL.etc1];
  return format === 'etc2-rgb' ? [MODEL.etc2, MODEL.etc1] : [MODEL.etc2];
}

/** ETC1 has no VkFormat of its own: under that of ETC2 RGB, the descriptor says which of the two it is. */
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
  const { width, height } = footprintSize(kind.block);
  if (block.width !== width || block.height !== height || block.depth !== 1) {
    contradict(code, `texel block (expected ${kind.block}x1, got ${block.width}x${block.height}x${block.depth})`);
  }
  const bytes = blockBytes(kind.format);
  if (bytesPlane0 !== 0 && bytesPlane0 !== bytes) {
    contradict(code, `bytes of a block (expected ${bytes}, got ${bytesPlane0})`);
  }
}

function contradict(code: 'E_KTX2_INVALID' | 'E_OPTION', what: string): never {
  throw new AstcError(code, `KTX2 data format descriptor contradicts the vkFormat: ${what}`);
}
