/** The sRGB transfer function, both ways. Spec: KDFS 1.4, "KHR_DF_TRANSFER_SRGB". */

/** Encoded 0..1 to linear light 0..1. */
export function srgbToLinear(encoded: number): number {
  return encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4;
}

/** Linear light 0..1 to encoded 0..1. */
export function linearToSrgb(linear: number): number {
  return linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055;
}
