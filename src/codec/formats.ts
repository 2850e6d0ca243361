/**
 * The format tables: what every format and footprint is called by Vulkan and OpenGL, and how many bytes a level needs.
 * Containers and the codec both read it; nothing else knows these numbers.
 */
import * as ktx from 'ktx-parse';
import {
  type CompressedTexture,
  ETC_FORMATS,
  type EtcFormat,
  FOOTPRINTS,
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

/** UNORM, SRGB and SFLOAT VkFormats by footprint, in the order of {@link FOOTPRINTS}. */
const VK_FORMATS: Readonly<Record<Footprint, readonly [unorm: number, srgb: number, sfloat: number]>> = {
  '4x4': [
    ktx.VK_FORMAT_ASTC_4x4_UNORM_BLOCK,
    ktx.VK_FORMAT_ASTC_4x4_SRGB_BLOCK,
    ktx.VK_FORMAT_ASTC_4x4_SFLOAT_BLOCK_EXT,
  ],
  '5x4': [
    ktx.VK_FORMAT_ASTC_5x4_UNORM_BLOCK,
    ktx.VK_FORMAT_ASTC_5x4_SRGB_BLOCK,
    ktx.VK_FORMAT_ASTC_5x4_SFLOAT_BLOCK_EXT,
  ],
  '5x5': [
    ktx.VK_FORMAT_ASTC_5x5_UNORM_BLOCK,
    ktx.VK_FORMAT_ASTC_5x5_SRGB_BLOCK,
    ktx.VK_FORMAT_ASTC_5x5_SFLOAT_BLOCK_EXT,
  ],
  '6x5': [
    ktx.VK_FORMAT_ASTC_6x5_UNORM_BLOCK,
    ktx.VK_FORMAT_ASTC_6x5_SRGB_BLOCK,
    ktx.VK_FORMAT_ASTC_6x5_SFLOAT_BLOCK_EXT,
  ],
  '6x6': [
    ktx.VK_FORMAT_ASTC_6x6_UNORM_BLOCK,
    ktx.VK_FORMAT_ASTC_6x6_SRGB_BLOCK,
    ktx.VK_FORMAT_ASTC_6x6_SFLOAT_BLOCK_EXT,
  ],
  '8x5': [
    ktx.VK_FORMAT_ASTC_8x5_UNORM_BLOCK,
    ktx.VK_FORMAT_ASTC_8x5_SRGB_BLOCK,
    ktx.VK_FORMAT_ASTC_8x5_SFLOAT_BLOCK_EXT,
  ],
  '8x6': [
    ktx.VK_FORMAT_ASTC_8x6_UNORM_BLOCK,
    ktx.VK_FORMAT_ASTC_8x6_SRGB_BLOCK,
    ktx.VK_FORMAT_ASTC_8x6_SFLOAT_BLOCK_EXT,
  ],
  '8x8': [
    ktx.VK_FORMAT_ASTC_8x8_UNORM_BLOCK,
    ktx.VK_FORMAT_ASTC_8x8_SRGB_BLOCK,
    ktx.VK_FORMAT_ASTC_8x8_SFLOAT_BLOCK_EXT,
  ],
  '10x5': [
    ktx.VK_FORMAT_ASTC_10x5_UNORM_BLOCK,
    ktx.VK_FORMAT_ASTC_10x5_SRGB_BLOCK,
    ktx.VK_FORMAT_ASTC_10x5_SFLOAT_BLOCK_EXT,
  ],
  '10x6': [
    ktx.VK_FORMAT_ASTC_10x6_UNORM_BLOCK,
    ktx.VK_FORMAT_ASTC_10x6_SRGB_BLOCK,
    ktx.VK_FORMAT_ASTC_10x6_SFLOAT_BLOCK_EXT,
  ],
  '10x8': [
    ktx.VK_FORMAT_ASTC_10x8_UNORM_BLOCK,
    ktx.VK_FORMAT_ASTC_10x8_SRGB_BLOCK,
    ktx.VK_FORMAT_ASTC_10x8_SFLOAT_BLOCK_EXT,
  ],
  '10x10': [
    ktx.VK_FORMAT_ASTC_10x10_UNORM_BLOCK,
    ktx.VK_FORMAT_ASTC_10x10_SRGB_BLOCK,
    ktx.VK_FORMAT_ASTC_10x10_SFLOAT_BLOCK_EXT,
  ],
  '12x10': [
    ktx.VK_FORMAT_ASTC_12x10_UNORM_BLOCK,
    ktx.VK_FORMAT_ASTC_12x10_SRGB_BLOCK,
    ktx.VK_FORMAT_ASTC_12x10_SFLOAT_BLOCK_EXT,
  ],
  '12x12': [
    ktx.VK_FORMAT_ASTC_12x12_UNORM_BLOCK,
    ktx.VK_FORMAT_ASTC_12x12_SRGB_BLOCK,
    ktx.VK_FORMAT_ASTC_12x12_SFLOAT_BLOCK_EXT,
  ],
};

/** GL_COMPRESSED_RGBA_ASTC_4x4_KHR and its sRGB twin; the others follow in the order of {@link FOOTPRINTS}. */
const GL_RGBA_ASTC_4X4 = 0x93b0;
const GL_SRGB8_ALPHA8_ASTC_4X4 = 0x93d0;

/** The table, in the order of {@link FOOTPRINTS}. */
export const ASTC_FORMATS: readonly AstcFormat[] = FOOTPRINTS.map((footprint, index) => {
  const [width, height] = footprint.split('x').map(Number) as [number, number];
  const [vkUnorm, vkSrgb, vkSfloat] = VK_FORMATS[footprint];
  return {
    footprint,
    width,
    height,
    bytesPerBlock: ASTC_BLOCK_BYTES,
    vkUnorm,
    vkSrgb,
    vkSfloat,
    glInternalFormat: GL_RGBA_ASTC_4X4 + index,
    glInternalFormatSrgb: GL_SRGB8_ALPHA8_ASTC_4X4 + index,
  };
});

const FORMAT_BY_FOOTPRINT: ReadonlyMap<string, AstcFormat> = new Map(
  ASTC_FORMATS.map((format) => [format.footprint, format]),
);

/** The row of a footprint. */
export function formatOf(footprint: Footprint): AstcFormat {
  return FORMAT_BY_FOOTPRINT.get(footprint)!;
}

/** The footprint of `width` × `height` texels, or undefined where ASTC has none (as 7x7). */
export function findFootprint(width: number, height: number): Footprint | undefined {
  return FORMAT_BY_FOOTPRINT.get(`${width}x${height}`)?.footprint;
}

/** Texels across and down a block. */
export function footprintSize(footprint: Footprint): { width: number; height: number } {
  const { width, height } = formatOf(footprint);
  return { width, height };
}

/** Blocks across, down and in all for `width` × `height` texels; blocks at the right and lower edge may be partly used. */
export function blockCount(
  footprint: Footprint,
  width: number,
  height: number,
): { x: number; y: number; total: number } {
  const format = formatOf(footprint);
  const x = Math.ceil(width / format.width);
  const y = Math.ceil(height / format.height);
  return { x, y, total: x * y };
}

/** What decides how many blocks a level has, and how many bytes. */
export type BlockKind = Pick<CompressedTexture, 'format' | 'block'>;

/** Bytes of one block. */
export function blockBytes(format: TextureFormat): 8 | 16 {
  return format === 'astc' ? ASTC_BLOCK_BYTES : etcFormatOf(format).bytesPerBlock;
}

/** Bytes of one level of `width` × `height` texels. */
export function levelByteLength(kind: BlockKind, width: number, height: number): number {
  return blockCount(kind.block, width, height).total * blockBytes(kind.format);
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
    vkFormat: ktx.VK_FORMAT_ETC2_R8G8B8_UNORM_BLOCK,
    vkFormatSrgb: ktx.VK_FORMAT_ETC2_R8G8B8_SRGB_BLOCK,
    glInternalFormat: 0x8d64,
  },
  {
    format: 'etc2-rgb',
    bytesPerBlock: 8,
    components: 'rgb',
    vkFormat: ktx.VK_FORMAT_ETC2_R8G8B8_UNORM_BLOCK,
    vkFormatSrgb: ktx.VK_FORMAT_ETC2_R8G8B8_SRGB_BLOCK,
    glInternalFormat: 0x9274,
    glInternalFormatSrgb: 0x9275,
  },
  {
    format: 'etc2-rgba1',
    bytesPerBlock: 8,
    components: 'rgba',
    vkFormat: ktx.VK_FORMAT_ETC2_R8G8B8A1_UNORM_BLOCK,
    vkFormatSrgb: ktx.VK_FORMAT_ETC2_R8G8B8A1_SRGB_BLOCK,
    glInternalFormat: 0x9276,
    glInternalFormatSrgb: 0x9277,
  },
  {
    format: 'etc2-rgba',
    bytesPerBlock: 16,
    components: 'rgba',
    vkFormat: ktx.VK_FORMAT_ETC2_R8G8B8A8_UNORM_BLOCK,
    vkFormatSrgb: ktx.VK_FORMAT_ETC2_R8G8B8A8_SRGB_BLOCK,
    glInternalFormat: 0x9278,
    glInternalFormatSrgb: 0x9279,
  },
  {
    format: 'eac-r11',
    bytesPerBlock: 8,
    components: 'r',
    vkFormat: ktx.VK_FORMAT_EAC_R11_UNORM_BLOCK,
    glInternalFormat: 0x9270,
  },
  {
    format: 'eac-rg11',
    bytesPerBlock: 16,
    components: 'rg',
    vkFormat: ktx.VK_FORMAT_EAC_R11G11_UNORM_BLOCK,
    glInternalFormat: 0x9272,
  },
  {
    format: 'eac-r11-snorm',
    bytesPerBlock: 8,
    components: 'r',
    vkFormat: ktx.VK_FORMAT_EAC_R11_SNORM_BLOCK,
    glInternalFormat: 0x9271,
  },
  {
    format: 'eac-rg11-snorm',
    bytesPerBlock: 16,
    components: 'rg',
    vkFormat: ktx.VK_FORMAT_EAC_R11G11_SNORM_BLOCK,
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
