/** Which channels a colour model has. Spec: KDFS 1.3, "colorModel" and "Compressed formats". */
import { MODEL } from '../vk-formats/index.js';

/** Red, green and blue or what stands for them, stencil, depth, alpha. */
const THREE_AND_SDA = [0, 1, 2, 13, 14, 15];
const THREE_AND_ALPHA = [0, 1, 2, 15];

/** KHR_DF_CHANNEL_* by KHR_DF_MODEL_*. */
const CHANNELS: Readonly<Record<number, readonly number[]>> = {
  [MODEL.RGBSDA]: THREE_AND_SDA,
  [MODEL.YUVSDA]: THREE_AND_SDA,
  [MODEL.YIQSDA]: THREE_AND_SDA,
  [MODEL.LABSDA]: THREE_AND_SDA,
  [MODEL.CMYKA]: [0, 1, 2, 3, 15],
  [MODEL.XYZW]: [0, 1, 2, 3],
  [MODEL.HSVA_ANG]: THREE_AND_ALPHA,
  [MODEL.HSLA_ANG]: THREE_AND_ALPHA,
  [MODEL.HSVA_HEX]: THREE_AND_ALPHA,
  [MODEL.HSLA_HEX]: THREE_AND_ALPHA,
  [MODEL.YCGCOA]: THREE_AND_ALPHA,
  [MODEL.CIEXYZ]: [0, 1, 2],
  [MODEL.CIEXYY]: [0, 1, 2],
  [MODEL.BC1A]: [0, 1],
  [MODEL.BC2]: [0, 15],
  [MODEL.BC3]: [0, 15],
  [MODEL.BC4]: [0],
  [MODEL.BC5]: [0, 1],
  [MODEL.BC6H]: [0],
  [MODEL.BC7]: [0],
  [MODEL.ETC1]: [0],
  [MODEL.ETC2]: THREE_AND_ALPHA,
  [MODEL.ASTC]: [0],
  [MODEL.ETC1S]: [0, 3, 4, 15],
  [MODEL.PVRTC]: [0],
  [MODEL.PVRTC2]: [0],
  [MODEL.UASTC]: [0, 3, 4, 5, 6],
  [MODEL.UASTC_HDR_4X4]: [0],
  [MODEL.UASTC_HDR_6X6]: [0],
};

/** KHR_DF_CHANNEL_ETC1S_*. */
export const ETC1S_CHANNEL = { RGB: 0, RRR: 3, GGG: 4, AAA: 15 } as const;

/** KHR_DF_CHANNEL_UASTC_*. */
export const UASTC_CHANNEL = { RGB: 0, RGBA: 3, RRR: 4, RRRG: 5, RG: 6 } as const;

/** Whether a model has a channel; models that list none may have any. */
export function hasChannel(model: number, channel: number): boolean {
  return CHANNELS[model]?.includes(channel) ?? true;
}
