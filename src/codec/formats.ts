/**
 * The format tables: what every format and footprint is called by Vulkan and OpenGL, and how many bytes a level needs.
 * Containers and the codec both read it; nothing else knows these numbers.
 */
import {
  ALL_FOOTPRINTS,
  type CompressedTexture,
  ETC_FORMATS,
  type EtcFormat,
  FOOTPRINTS,
  FOOTPRINTS_3D,
  type Footprint,
  type StoredFormat,
  type TexelBlock,
  type TextureFormat,
} from '../types.js';

/** Bytes of one ASTC block, whatever the footprint. Spec: KDFS 1.4, ASTC "Block Layout". */
export const ASTC_BLOCK_BYTES = 16;

/** One row of the format table. */
export interface AstcFormat {
  footprint: Footprint;
  /** Texels across a block. */
  width: number;
  /** Texels down a block. */
  height: number;
  /** Slices of texels in a block; 1 for the 2D footprints. */
  depth: number;
  bytesPerBlock: number;
  /** VkFormat of LDR blocks whose colours are linear. */
  vkUnorm: number;
  /** VkFormat of LDR blocks whose colours are sRGB-encoded. */
  vkSrgb: number;
  /** VkFormat of HDR blocks (VK_EXT_texture_compression_astc_hdr). */
  vkSfloat: number;
  /** GL_COMPRESSED_RGBA_ASTC_*_KHR, for LDR linear and for HDR: OpenGL has one number for both. */
  glInternalFormat: number;
  /** GL_COMPRESSED_SRGB8_ALPHA8_ASTC_*_KHR. */
  glInternalFormatSrgb: number;
}

/** VK_FORMAT_ASTC_4x4_UNORM_BLOCK, its sRGB twin next to it, and VK_FORMAT_ASTC_4x4_SFLOAT_BLOCK. */
const VK_ASTC_4X4_UNORM = 157;
const VK_ASTC_4X4_SFLOAT = 1000066000;
/** GL_COMPRESSED_RGBA_ASTC_4x4_KHR and its sRGB twin; the others follow in the order of {@link FOOTPRINTS}. */
const GL_RGBA_ASTC_4X4 = 0x93b0;
const GL_SRGB8_ALPHA8_ASTC_4X4 = 0x93d0;

/** VK_FORMAT_ASTC_3x3x3_UNORM_BLOCK_EXT; SRGB and SFLOAT follow, then the others. */
const VK_ASTC_3X3X3 = 1000288000;
/** GL_COMPRESSED_RGBA_ASTC_3x3x3_OES and its sRGB twin; the others follow in the order of {@link FOOTPRINTS_3D}. */
const GL_RGBA_ASTC_3X3X3 = 0x93c0;
const GL_SRGB8_ALPHA8_ASTC_3X3X3 = 0x93e0;

/** The 2D formats, in the order of {@link FOOTPRINTS}. */
export const ASTC_FORMATS: readonly AstcFormat[] = FOOTPRINTS.map((footprint, index) => {
  return {
    ...blockOf(footprint),
    vkUnorm: VK_ASTC_4X4_UNORM + 2 * index,
    vkSrgb: VK_ASTC_4X4_UNORM + 2 * index + 1,
    vkSfloat: VK_ASTC_4X4_SFLOAT + index,
    glInternalFormat: GL_RGBA_ASTC_4X4 + index,
    glInternalFormatSrgb: GL_SRGB8_ALPHA8_ASTC_4X4 + index,
  };
});

/**
 * The 3D formats, in the order of {@link FOOTPRINTS_3D}. Sources: VK_EXT_texture_compression_astc_3d,
 * GL_OES_texture_compression_astc.
 */
export const ASTC_3D_FORMATS: readonly AstcFormat[] = FOOTPRINTS_3D.map((footprint, index) => ({
  ...blockOf(footprint),
  vkUnorm: VK_ASTC_3X3X3 + 3 * index,
  vkSrgb: VK_ASTC_3X3X3 + 3 * index + 1,
  vkSfloat: VK_ASTC_3X3X3 + 3 * index + 2,
  glInternalFormat: GL_RGBA_ASTC_3X3X3 + index,
  glInternalFormatSrgb: GL_SRGB8_ALPHA8_ASTC_3X3X3 + index,
}));

function blockOf(footprint: Footprint) {
  const [width, height, depth = 1] = footprint.split('x').map(Number) as [number, number, number?];
  return { footprint, width, height, depth, bytesPerBlock: ASTC_BLOCK_BYTES };
}

const FORMAT_BY_FOOTPRINT: ReadonlyMap<string, AstcFormat> = new Map(
  [...ASTC_FORMATS, ...ASTC_3D_FORMATS].map((format) => [format.footprint, format]),
);

/** The row of a footprint. */
export function formatOf(footprint: Footprint): AstcFormat {
  return FORMAT_BY_FOOTPRINT.get(footprint)!;
}

/** What the binary calls a footprint. */
export function footprintId(footprint: Footprint): number {
  return ALL_FOOTPRINTS.indexOf(footprint);
}

/** The footprint of so many texels, or undefined where ASTC has none (as 7x7); `depth` 1 is a 2D one. */
export function findFootprint(width: number, height: number, depth = 1): Footprint | undefined {
  const name = depth === 1 ? `${width}x${height}` : `${width}x${height}x${depth}`;
  return FORMAT_BY_FOOTPRINT.get(name)?.footprint;
}

/** Texels across and down a block, and its slices: 1 for a 2D footprint. */
export function footprintSize(footprint: Footprint): { width: number; height: number; depth: number } {
  const { width, height, depth } = formatOf(footprint);
  return { width, height, depth };
}

/**
 * Blocks across, down, along the depth and in all for `width` × `height` × `depth` texels; blocks at the far edges may be
 * partly used. A 2D footprint has a slice of blocks for every slice of texels.
 */
export function blockCount(
  footprint: Footprint,
  width: number,
  height: number,
  depth = 1,
): { x: number; y: number; z: number; total: number } {
  const format = formatOf(footprint);
  const x = Math.ceil(width / format.width);
  const y = Math.ceil(height / format.height);
  const z = Math.ceil(depth / format.depth);
  return { x, y, z, total: x * y * z };
}

/** What decides how many blocks a level has, and how many bytes. */
export type BlockKind = Pick<CompressedTexture, 'format' | 'block'>;

/** Bytes of one block. */
export function blockBytes(format: TextureFormat): 8 | 16 {
  return format === 'astc' ? ASTC_BLOCK_BYTES : etcFormatOf(format).bytesPerBlock;
}

/** Bytes of `width` × `height` × `depth` texels: a level, or one of its images. */
export function levelByteLength(kind: BlockKind, width: number, height: number, depth = 1): number {
  return blockCount(kind.block, width, height, depth).total * blockBytes(kind.format);
}

/** The format for people: `astc 6x6`, `etc2-rgb`. */
export function kindName({ format, block }: { format: StoredFormat; block: TexelBlock }): string {
  return format === 'astc' ? `astc ${block}` : format;
}

/** Components a block stores, by which a loss can be told. */
export type StoredComponents = 'r' | 'rg' | 'rgb' | 'rgba';

/** One row of the table of ETC and EAC formats. */
export interface EtcFormatRow {
  format: EtcFormat;
  bytesPerBlock: 8 | 16;
  components: StoredComponents;
  /** VkFormat; ETC1 goes by the number of ETC2 RGB, whose decoders read it. */
  vkFormat: number;
  /** The same with sRGB-encoded colours; undefined where there is none (EAC is always linear). */
  vkFormatSrgb?: number;
  glInternalFormat: number;
  /** Undefined where OpenGL has none: ETC1 does not say. */
  glInternalFormatSrgb?: number;
}

/** In the order of {@link ETC_FORMATS}. Sources: registries of Vulkan and OpenGL ES. */
export const ETC_FORMAT_ROWS: readonly EtcFormatRow[] = [
  {
    format: 'etc1',
    bytesPerBlock: 8,
    components: 'rgb',
    vkFormat: 147,
    vkFormatSrgb: 148,
    glInternalFormat: 0x8d64,
  },
  {
    format: 'etc2-rgb',
    bytesPerBlock: 8,
    components: 'rgb',
    vkFormat: 147,
    vkFormatSrgb: 148,
    glInternalFormat: 0x9274,
    glInternalFormatSrgb: 0x9275,
  },
  {
    format: 'etc2-rgba1',
    bytesPerBlock: 8,
    components: 'rgba',
    vkFormat: 149,
    vkFormatSrgb: 150,
    glInternalFormat: 0x9276,
    glInternalFormatSrgb: 0x9277,
  },
  {
    format: 'etc2-rgba',
    bytesPerBlock: 16,
    components: 'rgba',
    vkFormat: 151,
    vkFormatSrgb: 152,
    glInternalFormat: 0x9278,
    glInternalFormatSrgb: 0x9279,
  },
  {
    format: 'eac-r11',
    bytesPerBlock: 8,
    components: 'r',
    vkFormat: 153,
    glInternalFormat: 0x9270,
  },
  {
    format: 'eac-rg11',
    bytesPerBlock: 16,
    components: 'rg',
    vkFormat: 155,
    glInternalFormat: 0x9272,
  },
  {
    format: 'eac-r11-snorm',
    bytesPerBlock: 8,
    components: 'r',
    vkFormat: 154,
    glInternalFormat: 0x9271,
  },
  {
    format: 'eac-rg11-snorm',
    bytesPerBlock: 16,
    components: 'rg',
    vkFormat: 156,
    glInternalFormat: 0x9273,
  },
];

/** The row of an ETC or EAC format. */
export function etcFormatOf(format: EtcFormat): EtcFormatRow {
  return ETC_FORMAT_ROWS[ETC_FORMATS.indexOf(format)]!;
}

/** Whether a format has no sRGB form: EAC of one and two components. */
export function isAlwaysLinear(format: TextureFormat): boolean {
  return format !== 'astc' && etcFormatOf(format).vkFormatSrgb === undefined;
}

/** Components a format stores. */
export function storedComponents(format: TextureFormat): StoredComponents {
  return format === 'astc' ? 'rgba' : etcFormatOf(format).components;
}
