/**
 * The format tables: what every format and footprint is called by Vulkan and OpenGL, and how many bytes a level needs.
 * Containers and the codec both read it; nothing else knows these numbers.
 */
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

/** VK_FORMAT_ASTC_4x4_UNORM_BLOCK, its sRGB twin next to it, and VK_FORMAT_ASTC_4x4_SFLOAT_BLOCK. */
const VK_ASTC_4X4_UNORM = 157;
const VK_ASTC_4X4_SFLOAT = 1000066000;
/** GL_COMPRESSED_RGBA_ASTC_4x4_KHR and its sRGB twin; the others follow in the order of {@link FOOTPRINTS}. */
const GL_RGBA_ASTC_4X4 = 0x93b0;
const GL_SRGB8_ALPHA8_ASTC_4X4 = 0x93d0;

/** The table, in the order of {@link FOOTPRINTS}. */
export const ASTC_FORMATS: readonly AstcFormat[] = FOOTPRINTS.map((footprint, index) => {
  const [width, height] = footprint.split('x').map(Number) as [number, number];
  return {
    footprint,
    width,
    height,
    bytesPerBlock: ASTC_BLOCK_BYTES,
    vkUnorm: VK_ASTC_4X4_UNORM + 2 * index,
    vkSrgb: VK_ASTC_4X4_UNORM + 2 * index + 1,
    vkSfloat: VK_ASTC_4X4_SFLOAT + index,
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
