/**
 * OpenGL's names for formats that are not ours, with Vulkan's: texels and compressed blocks as KTX 1 holds them.
 * Sources: registries of OpenGL, OpenGL ES and their extensions.
 */
/** What the header of KTX 1 says of a format. */
export interface GlNames {
  /** 0 of compressed formats. */
  glType: number;
  /** 0 of compressed formats. */
  glFormat: number;
  glInternalFormat: number;
}

/** A format of OpenGL as Vulkan knows it. */
export interface GlMatch {
  vkFormat: number;
  /** How a shader gets what OpenGL gives: luminance and alpha are gone from Vulkan. */
  swizzle?: string;
}

const TYPE = { ubyte: 0x1401, ushort: 0x1403, half: 0x140b, float: 0x1406, byte: 0x1400, short: 0x1402 } as const;
const FORMAT = { r: 0x1903, rg: 0x8227, rgb: 0x1907, rgba: 0x1908, bgr: 0x80e0, bgra: 0x80e1 } as const;
const [ALPHA, LUMINANCE, LUMINANCE_ALPHA] = [0x1906, 0x1909, 0x190a];
/** GL_HALF_FLOAT_OES. */
const HALF_FLOAT_OES = 0x8d61;

type Row = readonly [vkFormat: number, glInternalFormat: number, glFormat: number, glType: number];

/** Internal formats of colours that are sRGB-encoded. */
const SRGB_INTERNAL = [0x8fbd, 0x8fbe, 0x8c41, 0x8c43];

/** Texels, by Vulkan's number: the sized internal format, the format and the type. */
const TEXEL_ROWS: readonly Row[] = [
  [9, 0x8229, FORMAT.r, TYPE.ubyte], // R8_UNORM
  [10, 0x8f94, FORMAT.r, TYPE.byte], // R8_SNORM
  [15, 0x8fbd, FORMAT.r, TYPE.ubyte], // R8_SRGB
  [16, 0x822b, FORMAT.rg, TYPE.ubyte], // R8G8_UNORM
  [17, 0x8f95, FORMAT.rg, TYPE.byte], // R8G8_SNORM
  [22, 0x8fbe, FORMAT.rg, TYPE.ubyte], // R8G8_SRGB
  [23, 0x8051, FORMAT.rgb, TYPE.ubyte], // R8G8B8_UNORM
  [24, 0x8f96, FORMAT.rgb, TYPE.byte], // R8G8B8_SNORM
  [29, 0x8c41, FORMAT.rgb, TYPE.ubyte], // R8G8B8_SRGB
  [30, 0x8051, FORMAT.bgr, TYPE.ubyte], // B8G8R8_UNORM
  [36, 0x8c41, FORMAT.bgr, TYPE.ubyte], // B8G8R8_SRGB
  [37, 0x8058, FORMAT.rgba, TYPE.ubyte], // R8G8B8A8_UNORM
  [38, 0x8f97, FORMAT.rgba, TYPE.byte], // R8G8B8A8_SNORM
  [43, 0x8c43, FORMAT.rgba, TYPE.ubyte], // R8G8B8A8_SRGB
  [44, 0x8058, FORMAT.bgra, TYPE.ubyte], // B8G8R8A8_UNORM
  [50, 0x8c43, FORMAT.bgra, TYPE.ubyte], // B8G8R8A8_SRGB
  [70, 0x822a, FORMAT.r, TYPE.ushort], // R16_UNORM
  [77, 0x822c, FORMAT.rg, TYPE.ushort], // R16G16_UNORM
  [84, 0x8054, FORMAT.rgb, TYPE.ushort], // R16G16B16_UNORM
  [91, 0x805b, FORMAT.rgba, TYPE.ushort], // R16G16B16A16_UNORM
  [76, 0x822d, FORMAT.r, TYPE.half], // R16_SFLOAT
  [83, 0x822f, FORMAT.rg, TYPE.half], // R16G16_SFLOAT
  [90, 0x881b, FORMAT.rgb, TYPE.half], // R16G16B16_SFLOAT
  [97, 0x881a, FORMAT.rgba, TYPE.half], // R16G16B16A16_SFLOAT
  [100, 0x822e, FORMAT.r, TYPE.float], // R32_SFLOAT
  [103, 0x8230, FORMAT.rg, TYPE.float], // R32G32_SFLOAT
  [106, 0x8815, FORMAT.rgb, TYPE.float], // R32G32B32_SFLOAT
  [109, 0x8814, FORMAT.rgba, TYPE.float], // R32G32B32A32_SFLOAT
  [4, 0x8d62, FORMAT.rgb, 0x8363], // R5G6B5_UNORM_PACK16
  [2, 0x8056, FORMAT.rgba, 0x8033], // R4G4B4A4_UNORM_PACK16
  [6, 0x8057, FORMAT.rgba, 0x8034], // R5G5B5A1_UNORM_PACK16
  [64, 0x8059, FORMAT.rgba, 0x8368], // A2B10G10R10_UNORM_PACK32
  [122, 0x8c3a, FORMAT.rgb, 0x8c3b], // B10G11R11_UFLOAT_PACK32
  [123, 0x8c3d, FORMAT.rgb, 0x8c3e], // E5B9G9R9_UFLOAT_PACK32
];

/** Compressed formats: one internal format each, with the base format it samples as. */
const BLOCK_ROWS: readonly (readonly [vkFormat: number, glInternalFormat: number, base: number])[] = [
  [131, 0x83f0, FORMAT.rgb], // BC1_RGB_UNORM_BLOCK
  [132, 0x8c4c, FORMAT.rgb], // BC1_RGB_SRGB_BLOCK
  [133, 0x83f1, FORMAT.rgba], // BC1_RGBA_UNORM_BLOCK
  [134, 0x8c4d, FORMAT.rgba], // BC1_RGBA_SRGB_BLOCK
  [135, 0x83f2, FORMAT.rgba], // BC2_UNORM_BLOCK
  [136, 0x8c4e, FORMAT.rgba], // BC2_SRGB_BLOCK
  [137, 0x83f3, FORMAT.rgba], // BC3_UNORM_BLOCK
  [138, 0x8c4f, FORMAT.rgba], // BC3_SRGB_BLOCK
  [139, 0x8dbb, FORMAT.r], // BC4_UNORM_BLOCK
  [140, 0x8dbc, FORMAT.r], // BC4_SNORM_BLOCK
  [141, 0x8dbd, FORMAT.rg], // BC5_UNORM_BLOCK
  [142, 0x8dbe, FORMAT.rg], // BC5_SNORM_BLOCK
  [145, 0x8e8c, FORMAT.rgba], // BC7_UNORM_BLOCK
  [146, 0x8e8d, FORMAT.rgba], // BC7_SRGB_BLOCK
  [144, 0x8e8e, FORMAT.rgb], // BC6H_SFLOAT_BLOCK
  [143, 0x8e8f, FORMAT.rgb], // BC6H_UFLOAT_BLOCK
];

/** Texels of older OpenGL by format, as the components they are today. */
const OLD_FORMATS: Readonly<Record<number, { format: number; swizzle: string }>> = {
  [ALPHA]: { format: FORMAT.r, swizzle: '000r' },
  [LUMINANCE]: { format: FORMAT.r, swizzle: 'rrr1' },
  [LUMINANCE_ALPHA]: { format: FORMAT.rg, swizzle: 'rrrg' },
};

/** The format that a header names; undefined for one we have no number for. */
export function matchGlFormat({ glType, glFormat, glInternalFormat }: GlNames): GlMatch | undefined {
  if (glType === 0) {
    const block = BLOCK_ROWS.find((row) => row[1] === glInternalFormat);
    return block && { vkFormat: block[0] };
  }
  const old = OLD_FORMATS[glFormat];
  const type = glType === HALF_FLOAT_OES ? TYPE.half : glType;
  const isSrgb = SRGB_INTERNAL.includes(glInternalFormat);
  const row = TEXEL_ROWS.find(
    ([, internal, format, each]) =>
      format === (old?.format ?? glFormat) && each === type && SRGB_INTERNAL.includes(internal) === isSrgb,
  );
  if (row === undefined) return undefined;
  return { vkFormat: row[0], ...(old && { swizzle: old.swizzle }) };
}

/** OpenGL's names of a VkFormat, with the base format; undefined where it has none. */
export function glNamesOf(vkFormat: number): (GlNames & { glBaseInternalFormat: number }) | undefined {
  const block = BLOCK_ROWS.find((row) => row[0] === vkFormat);
  if (block !== undefined)
    return { glType: 0, glFormat: 0, glInternalFormat: block[1], glBaseInternalFormat: block[2] };
  const row = TEXEL_ROWS.find((each) => each[0] === vkFormat);
  if (row === undefined) return undefined;
  const [, glInternalFormat, glFormat, glType] = row;
  const base = { [FORMAT.bgr]: FORMAT.rgb, [FORMAT.bgra]: FORMAT.rgba }[glFormat] ?? glFormat;
  return { glType, glFormat, glInternalFormat, glBaseInternalFormat: base };
}
