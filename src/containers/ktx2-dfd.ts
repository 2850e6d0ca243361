/**
 * The data format descriptor of KTX2: one basic block with a sample for each part of a compressed block. Both
 * directions: built for writing, and compared with the VkFormat when reading.
 * Spec: KDFS 1.4, "Basic descriptor block", KHR_DF_MODEL_ASTC, KHR_DF_MODEL_ETC1 and KHR_DF_MODEL_ETC2.
 */
import * as ktx from 'ktx-parse';
import { blockBytes, footprintSize, kindName } from '../codec/formats.js';
import { AstcError } from '../errors.js';
import type { Primaries, Texture, TextureFormat } from '../types.js';
import type { Ktx2Kind } from './ktx2-header.js';

/** KHR_DF_CHANNEL_ASTC_DATA and KHR_DF_CHANNEL_ETC1_DATA: one sample holds the whole block. */
const CHANNEL_DATA = 0;
/** KHR_DF_CHANNEL_ETC2_*. */
const CHANNEL_RED = 0;
const CHANNEL_GREEN = 1;
const CHANNEL_COLOR = 2;
const CHANNEL_ALPHA = 15;
/** KHR_DF_MODEL_UASTC_HDR_4X4: a subset of ASTC HDR, stored as plain ASTC blocks with an ASTC VkFormat. */
const MODEL_UASTC_HDR_4X4 = 167;
/** Bits 1.0 and -1.0 of a 32-bit float, the nominal range of SFLOAT samples. */
const FLOAT_ONE = 0x3f800000;
const FLOAT_MINUS_ONE = 0xbf800000 | 0;
/** Range of samples that are 1.0 at the top, and of those from -1.0 to 1.0. */
const UNORM_RANGE = { sampleLower: 0, sampleUpper: 0xffffffff };
const SNORM_RANGE = { sampleLower: 0x80000000 | 0, sampleUpper: 0x7fffffff };

const PRIMARIES_NUMBERS: Readonly<Record<Primaries, number>> = {
  bt709: ktx.KHR_DF_PRIMARIES_BT709,
  unspecified: ktx.KHR_DF_PRIMARIES_UNSPECIFIED,
};

export type BasicDescriptor = ktx.KTX2Container['dataFormatDescriptor'][number];
type Sample = BasicDescriptor['samples'][number];

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

/** Builds the descriptor of a texture: dimensions, transfer function, primaries, alpha flag, samples. */
export function buildDescriptor(texture: Texture): BasicDescriptor {
  const { width, height } = footprintSize(texture.block);
  return {
    vendorId: ktx.KHR_DF_VENDORID_KHRONOS,
    descriptorType: ktx.KHR_DF_KHR_DESCRIPTORTYPE_BASICFORMAT,
    versionNumber: ktx.KHR_DF_VERSION,
    colorModel: colorModel(texture.format),
    colorPrimaries: PRIMARIES_NUMBERS[texture.primaries ?? 'bt709'],
    transferFunction: texture.colorSpace === 'srgb' ? ktx.KHR_DF_TRANSFER_SRGB : ktx.KHR_DF_TRANSFER_LINEAR,
    flags: texture.premultiplied ? ktx.KHR_DF_FLAG_ALPHA_PREMULTIPLIED : ktx.KHR_DF_FLAG_ALPHA_STRAIGHT,
    // Dimensions are stored less one.
    texelBlockDimension: [width - 1, height - 1, 0, 0],
    bytesPlane: [blockBytes(texture.format), 0, 0, 0, 0, 0, 0, 0],
    samples: texture.format === 'astc' ? [astcSample(texture)] : etcSamples(texture, ETC_PARTS[texture.format]),
  };
}

function colorModel(format: TextureFormat): number {
  if (format === 'astc') return ktx.KHR_DF_MODEL_ASTC;
  return format === 'etc1' ? ktx.KHR_DF_MODEL_ETC1 : ktx.KHR_DF_MODEL_ETC2;
}

function astcSample({ profile }: Texture): Sample {
  const sample = { bitOffset: 0, bitLength: 127, samplePosition: [0, 0, 0, 0] };
  if (profile === 'ldr') return { ...sample, channelType: CHANNEL_DATA, ...UNORM_RANGE };
  const channelType = CHANNEL_DATA | ktx.KHR_DF_SAMPLE_DATATYPE_FLOAT | ktx.KHR_DF_SAMPLE_DATATYPE_SIGNED;
  return { ...sample, channelType, sampleLower: FLOAT_MINUS_ONE, sampleUpper: FLOAT_ONE };
}

/** 64 bits a part; alpha beside sRGB-encoded colours says that it is linear. */
function etcSamples({ format, colorSpace }: Texture, parts: readonly Part[]): Sample[] {
  const isSigned = format.endsWith('-snorm');
  return parts.map(([channel, bitOffset]) => {
    const isLinearAlpha = channel === CHANNEL_ALPHA && colorSpace === 'srgb';
    const linear = isLinearAlpha ? ktx.KHR_DF_SAMPLE_DATATYPE_LINEAR : 0;
    const signed = isSigned ? ktx.KHR_DF_SAMPLE_DATATYPE_SIGNED : 0;
    return {
      bitOffset,
      bitLength: 63,
      channelType: channel | linear | signed,
      samplePosition: [0, 0, 0, 0],
      ...(isSigned ? SNORM_RANGE : UNORM_RANGE),
    };
  });
}

/** Colour models a descriptor may name for a format, the one we write first. */
function acceptedModels(format: TextureFormat): readonly number[] {
  if (format === 'astc') return [ktx.KHR_DF_MODEL_ASTC, MODEL_UASTC_HDR_4X4];
  return format === 'etc2-rgb' ? [ktx.KHR_DF_MODEL_ETC2, ktx.KHR_DF_MODEL_ETC1] : [ktx.KHR_DF_MODEL_ETC2];
}

/** ETC1 has no VkFormat of its own: under that of ETC2 RGB, the descriptor says which of the two it is. */
export function describedFormat(descriptor: BasicDescriptor, format: TextureFormat): TextureFormat {
  return descriptor.colorModel === ktx.KHR_DF_MODEL_ETC1 ? 'etc1' : format;
}

/** Primaries we have no word for are as good as unspecified: colours are never converted. */
export function describedPrimaries({ colorPrimaries }: BasicDescriptor): Primaries {
  return colorPrimaries === PRIMARIES_NUMBERS.bt709 ? 'bt709' : 'unspecified';
}

/**
 * Throws E_KTX2_INVALID where the descriptor contradicts the VkFormat on what the blocks are. On the transfer function
 * the VkFormat has the last word, as it has on a GPU, so that is not compared.
 */
export function checkDescriptor(descriptor: BasicDescriptor, kind: Pick<Ktx2Kind, 'format' | 'block'>): void {
  const models = acceptedModels(kind.format);
  if (!models.includes(descriptor.colorModel)) {
    const name = kind.format === 'astc' ? 'ASTC' : kindName(kind);
    throw new AstcError(
      'E_KTX2_INVALID',
      `KTX2 data format descriptor contradicts the vkFormat: color model (expected ${models[0]} for ${name}, got ${descriptor.colorModel})`,
    );
  }
  const { width, height } = footprintSize(kind.block);
  const [x, y, z] = descriptor.texelBlockDimension.map((dimension) => dimension + 1);
  if (x !== width || y !== height || z !== 1) {
    throw new AstcError(
      'E_KTX2_INVALID',
      `KTX2 data format descriptor contradicts the vkFormat: texel block (expected ${kind.block}x1, got ${x}x${y}x${z})`,
    );
  }
}
