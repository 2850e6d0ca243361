/** What blocks of compressed formats are made of. Spec: KDFS 1.3, the sections on the colour models from BC1A on. */
import { MODEL } from './khr-df.js';
import type { NumericFormat, VkFormatRow } from './row.js';
import { makeSample } from './samples.js';

/** What a part of a block holds (KHR_DF_CHANNEL_* of its model), and where its bits begin. */
type Part = readonly [channel: number, bitOffset: number];
type Codec = readonly [model: number, blockBytes: number, ...parts: readonly Part[]];

/** KHR_DF_CHANNEL_*_ALPHA of BC2, BC3 and ETC2; KHR_DF_CHANNEL_ETC2_COLOR. Others are 0 and 1. */
const ALPHA = 15;
const ETC2_COLOR = 2;

/** By what names begin with. Punch-through alpha of ETC2 is in the 64 bits of the colour. */
const CODECS: Readonly<Record<string, Codec>> = {
  BC1_RGB: [MODEL.BC1A, 8, [0, 0]],
  BC1_RGBA: [MODEL.BC1A, 8, [1, 0]],
  BC2: [MODEL.BC2, 16, [ALPHA, 0], [0, 64]],
  BC3: [MODEL.BC3, 16, [ALPHA, 0], [0, 64]],
  BC4: [MODEL.BC4, 8, [0, 0]],
  BC5: [MODEL.BC5, 16, [0, 0], [1, 64]],
  BC6H: [MODEL.BC6H, 16, [0, 0]],
  BC7: [MODEL.BC7, 16, [0, 0]],
  ETC2_R8G8B8: [MODEL.ETC2, 8, [ETC2_COLOR, 0]],
  ETC2_R8G8B8A1: [MODEL.ETC2, 8, [ETC2_COLOR, 0], [ALPHA, 0]],
  ETC2_R8G8B8A8: [MODEL.ETC2, 16, [ALPHA, 0], [ETC2_COLOR, 64]],
  EAC_R11: [MODEL.ETC2, 8, [0, 0]],
  EAC_R11G11: [MODEL.ETC2, 16, [0, 0], [1, 64]],
  ASTC: [MODEL.ASTC, 16, [0, 0]],
  PVRTC1: [MODEL.PVRTC, 8, [0, 0]],
  PVRTC2: [MODEL.PVRTC2, 8, [0, 0]],
};

/** Name of the codec, then the footprint of ASTC or the rate of PVRTC. */
const BLOCK_NAME = /^(\w+?)(?:_(\d+(?:x\d+)+|[24]BPP))?_(UNORM|SNORM|SRGB|SFLOAT|UFLOAT)_BLOCK/;

/** PVRTC says bits a texel instead of a footprint. */
const PVRTC_FOOTPRINTS: Readonly<Record<string, string>> = { '2BPP': '8x4', '4BPP': '4x4' };

/** The row of a format whose name has _BLOCK. */
export function parseBlockFormat(name: string): Omit<VkFormatRow, 'vk' | 'isProhibited'> {
  const [, codec = '', extent = '4x4', word] = BLOCK_NAME.exec(name)!;
  const numeric = word as NumericFormat;
  const [blockWidth = 1, blockHeight = 1, blockDepth = 1] = (PVRTC_FOOTPRINTS[extent] ?? extent).split('x').map(Number);
  const [model, blockBytes, ...parts] = CODECS[codec]!;
  const isHalved = parts.some(([, bitOffset]) => bitOffset > 0);
  const bits = isHalved ? 64 : blockBytes * 8;
  return {
    name,
    kind: 'block',
    numeric,
    blockWidth,
    blockHeight,
    blockDepth,
    blockBytes,
    typeSize: 1,
    isPacked: false,
    model,
    samples: parts.map(([channel, bitOffset]) => makeSample(numeric, channel, bitOffset, bits)),
  };
}
