/**
 * The data format descriptor of ASTC in KTX2: one basic block with one sample of 128 bits. Both directions: built for
 * writing, and compared with the VkFormat when reading.
 * Spec: KDFS 1.4, "Basic descriptor block" and the sample layout of KHR_DF_MODEL_ASTC.
 */
import * as ktx from 'ktx-parse';
import { BLOCK_BYTES, footprintSize } from '../codec/formats.js';
import { AstcError } from '../errors.js';
import type { Footprint, Texture } from '../types.js';

/** KHR_DF_CHANNEL_ASTC_DATA: one sample holds the whole block. */
const CHANNEL_ASTC_DATA = 0;
/** KHR_DF_MODEL_UASTC_HDR_4X4: a subset of ASTC HDR, stored as plain ASTC blocks with an ASTC VkFormat. */
const MODEL_UASTC_HDR_4X4 = 167;
/** Bits 1.0 and -1.0 of a 32-bit float, the nominal range of SFLOAT samples. */
const FLOAT_ONE = 0x3f800000;
const FLOAT_MINUS_ONE = 0xbf800000 | 0;

export type BasicDescriptor = ktx.KTX2Container['dataFormatDescriptor'][number];

/** Builds the descriptor of a texture: dimensions, transfer function, BT.709 primaries, alpha flag, sample. */
export function buildDescriptor(texture: Texture): BasicDescriptor {
  const { width, height } = footprintSize(texture.block);
  return {
    vendorId: ktx.KHR_DF_VENDORID_KHRONOS,
    descriptorType: ktx.KHR_DF_KHR_DESCRIPTORTYPE_BASICFORMAT,
    versionNumber: ktx.KHR_DF_VERSION,
    colorModel: ktx.KHR_DF_MODEL_ASTC,
    colorPrimaries: ktx.KHR_DF_PRIMARIES_BT709,
    transferFunction: texture.colorSpace === 'srgb' ? ktx.KHR_DF_TRANSFER_SRGB : ktx.KHR_DF_TRANSFER_LINEAR,
    flags: texture.premultiplied ? ktx.KHR_DF_FLAG_ALPHA_PREMULTIPLIED : ktx.KHR_DF_FLAG_ALPHA_STRAIGHT,
    // Dimensions are stored less one.
    texelBlockDimension: [width - 1, height - 1, 0, 0],
    bytesPlane: [BLOCK_BYTES, 0, 0, 0, 0, 0, 0, 0],
    samples: [texture.profile === 'ldr' ? UNORM_SAMPLE : SFLOAT_SAMPLE],
  };
}

const UNORM_SAMPLE: BasicDescriptor['samples'][number] = {
  bitOffset: 0,
  bitLength: BLOCK_BYTES * 8 - 1,
  channelType: CHANNEL_ASTC_DATA,
  samplePosition: [0, 0, 0, 0],
  sampleLower: 0,
  sampleUpper: 0xffffffff,
};

const SFLOAT_SAMPLE: BasicDescriptor['samples'][number] = {
  ...UNORM_SAMPLE,
  channelType: CHANNEL_ASTC_DATA | ktx.KHR_DF_SAMPLE_DATATYPE_FLOAT | ktx.KHR_DF_SAMPLE_DATATYPE_SIGNED,
  sampleLower: FLOAT_MINUS_ONE,
  sampleUpper: FLOAT_ONE,
};

/**
 * Throws E_KTX2_INVALID where the descriptor contradicts the VkFormat on what the blocks are. On the transfer function
 * the VkFormat has the last word, as it has on a GPU, so that is not compared.
 */
export function checkDescriptor(descriptor: BasicDescriptor, block: Footprint): void {
  const { colorModel, texelBlockDimension } = descriptor;
  if (colorModel !== ktx.KHR_DF_MODEL_ASTC && colorModel !== MODEL_UASTC_HDR_4X4) {
    throw new AstcError(
      'E_KTX2_INVALID',
      `KTX2 data format descriptor contradicts the vkFormat: color model (expected ${ktx.KHR_DF_MODEL_ASTC} for ASTC, got ${colorModel})`,
    );
  }
  const { width, height } = footprintSize(block);
  const [x, y, z] = texelBlockDimension.map((dimension) => dimension + 1);
  if (x !== width || y !== height || z !== 1) {
    throw new AstcError(
      'E_KTX2_INVALID',
      `KTX2 data format descriptor contradicts the vkFormat: texel block (expected ${block}x1, got ${x}x${y}x${z})`,
    );
  }
}
