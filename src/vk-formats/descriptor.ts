/** The basic descriptor block that belongs to a format. Spec: KDFS 1.3, "Basic descriptor block". */
import { DESCRIPTOR_VERSION, PRIMARIES, TRANSFER } from './khr-df.js';
import type { VkFormatRow, VkSample } from './row.js';

/** One sample, with its fields as the file has them. */
export interface DescriptorSample {
  bitOffset: number;
  /** Bits less one. */
  bitLength: number;
  /** KHR_DF_CHANNEL_* in the lower four bits, QUALIFIER values above. */
  channelType: number;
  samplePosition: [number, number, number, number];
  /** Signed where the channelType says so. */
  sampleLower: number;
  sampleUpper: number;
}

/** The block, with its fields as the file has them, in the shape that ktx-parse reads and writes. */
export interface ExpectedDescriptor {
  /** KHR_DF_VENDORID_KHRONOS. */
  vendorId: 0;
  /** KHR_DF_KHR_DESCRIPTORTYPE_BASICFORMAT. */
  descriptorType: 0;
  versionNumber: number;
  colorModel: number;
  colorPrimaries: number;
  transferFunction: number;
  /** 1: alpha is premultiplied. */
  flags: number;
  /** Each less one. */
  texelBlockDimension: [number, number, number, number];
  bytesPlane: [number, number, number, number, number, number, number, number];
  samples: DescriptorSample[];
}

/** What the format leaves open. */
export type OpenFields = Partial<Pick<ExpectedDescriptor, 'colorPrimaries' | 'transferFunction' | 'flags'>>;

/**
 * The block that belongs to a format; multi-planar formats have none of a single block, so theirs is of no use.
 *
 * @param open  primaries (default: BT.709; unspecified for 4:2:2 and for what is no colour), transfer function (default:
 *              sRGB for SRGB formats, unspecified for what is no colour, else linear), flags (default: straight alpha)
 */
export function expectedDescriptor(row: VkFormatRow, open: OpenFields = {}): ExpectedDescriptor {
  const hasPrimaries = !isNoColor(row) && row.kind !== '422';
  return {
    vendorId: 0,
    descriptorType: 0,
    versionNumber: DESCRIPTOR_VERSION,
    colorModel: row.model,
    colorPrimaries: open.colorPrimaries ?? (hasPrimaries ? PRIMARIES.BT709 : PRIMARIES.UNSPECIFIED),
    transferFunction: open.transferFunction ?? transferOf(row),
    flags: open.flags ?? 0,
    texelBlockDimension: [row.blockWidth - 1, row.blockHeight - 1, row.blockDepth - 1, 0],
    bytesPlane: [row.blockBytes, 0, 0, 0, 0, 0, 0, 0],
    samples: row.samples.map(describeSample),
  };
}

/** Integers, depth and stencil. Spec: KTX 2.0 revision 4, "Restrictions" of the data format descriptor. */
function isNoColor({ kind, numeric }: VkFormatRow): boolean {
  return kind === 'depth-stencil' || numeric === 'UINT' || numeric === 'SINT';
}

function transferOf(row: VkFormatRow): number {
  if (isNoColor(row)) return TRANSFER.UNSPECIFIED;
  return row.numeric === 'SRGB' ? TRANSFER.SRGB : TRANSFER.LINEAR;
}

function describeSample(sample: VkSample): DescriptorSample {
  return {
    bitOffset: sample.bitOffset,
    bitLength: sample.bits - 1,
    channelType: sample.channel | sample.qualifiers,
    samplePosition: [sample.positionX, sample.positionY, 0, 0],
    sampleLower: sample.lower,
    sampleUpper: sample.upper,
  };
}
