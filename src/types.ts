/** The two plain objects that cross every border of the library: {@link Image} and {@link Texture}. */

/** How the numbers of colour components map to light. Alpha is always linear. */
export type ColorSpace = 'srgb' | 'linear';

/** The 2D footprints, in the order of the specification; the index is the id used in the wasm binary. */
export const FOOTPRINTS = [
  '4x4',
  '5x4',
  '5x5',
  '6x5',
  '6x6',
  '8x5',
  '8x6',
  '8x8',
  '10x5',
  '10x6',
  '10x8',
  '10x10',
  '12x10',
  '12x12',
] as const;
export type FlatFootprint = (typeof FOOTPRINTS)[number];

/** The 3D footprints, likewise; their ids continue those of {@link FOOTPRINTS}. */
export const FOOTPRINTS_3D = [
  '3x3x3',
  '4x3x3',
  '4x4x3',
  '4x4x4',
  '5x4x4',
  '5x5x4',
  '5x5x5',
  '6x5x5',
  '6x6x5',
  '6x6x6',
] as const;
export type VolumeFootprint = (typeof FOOTPRINTS_3D)[number];

export type Footprint = FlatFootprint | VolumeFootprint;
/** Every footprint; the index is its id. */
export const ALL_FOOTPRINTS: readonly Footprint[] = [...FOOTPRINTS, ...FOOTPRINTS_3D];

/** The ETC and EAC formats, all of 4x4 texels a block; the index is the id used in the wasm binary. */
export const ETC_FORMATS = [
  'etc1',
  'etc2-rgb',
  'etc2-rgba1',
  'etc2-rgba',
  'eac-r11',
  'eac-rg11',
  'eac-r11-snorm',
  'eac-rg11-snorm',
] as const;
export type EtcFormat = (typeof ETC_FORMATS)[number];

/** Every compressed format. */
export const TEXTURE_FORMATS = ['astc', ...ETC_FORMATS] as const;
export type TextureFormat = (typeof TEXTURE_FORMATS)[number];

/** Which decoder profile a texture is meant for. `hdr-rgb` has LDR alpha. */
export type Profile = 'ldr' | 'hdr-rgb' | 'hdr';

/**
 * How a component is stored: `unorm8` 0..255 and `unorm16` 0..65535 stand for 0..1; `float16` are the bit patterns of
 * half floats, `float32` numbers.
 */
export const COMPONENT_TYPES = ['unorm8', 'unorm16', 'float16', 'float32'] as const;
export type ComponentType = (typeof COMPONENT_TYPES)[number];

/** Which colours full red, green and blue are. `unspecified`: the numbers are no colours (normals, masks, heights). */
export const PRIMARIES = ['bt709', 'unspecified'] as const;
export type Primaries = (typeof PRIMARIES)[number];

/** Pixels, row-major from the top left, four components each (RGBA), rows without padding. */
export interface Image {
  /** Pixels across, 1 or more. */
  width: number;
  /** Pixels down, 1 or more. */
  height: number;
  /** `width * height * 4` components. */
  data: Uint8Array | Uint16Array | Float32Array;
  channels: 4;
  /** Default: what `data` suggests, that is `unorm8`, `unorm16` or `float32`; `Uint16Array` may also hold `float16`. */
  componentType?: ComponentType;
  /** Transfer function of the colours: `srgb` or `linear`. Floats are linear light. */
  colorSpace: ColorSpace;
  /** Default: `bt709`, which are those of sRGB. */
  primaries?: Primaries;
  /** Whether the source had an alpha channel at all (without one, alpha is the maximum everywhere). */
  hasAlpha: boolean;
}

/** What decoding gives: its memory is plain, as `ImageData`, `Blob` and `crypto.subtle` want it. */
export interface PlainImage extends Image {
  data: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Float32Array<ArrayBuffer>;
}

/**
 * One mip level, of blocks or texels. Its images lie one behind the other: layer by layer, in a layer face by face
 * (+X −X +Y −Y +Z −Z), in a face slice by slice, each row-major from the top left, rows without padding. With a 3D
 * footprint a slice of blocks covers several slices of texels.
 */
export interface TextureLevel {
  width: number;
  height: number;
  /** Slices of a 3D texture at this level. Default: 1. */
  depth?: number;
  data: Uint8Array<ArrayBuffer>;
}

/**
 * What a texture can be of: our formats, `uncompressed` texels that `decode` reads, and `other` formats (BCn, PVRTC,
 * integers, Basis Universal …), which are carried from file to file untouched.
 */
export type StoredFormat = TextureFormat | 'uncompressed' | 'other';

/** Texels across, down and, where there is a third number, deep: `1x1` for single texels, `4x4` for BCn. */
export type TexelBlock = `${number}x${number}` | `${number}x${number}x${number}`;

/** What every texture says, whatever its format. The largest level comes first. */
export interface TextureFacts {
  /** `ldr` for every format but ASTC and floats. */
  profile: Profile;
  /** Transfer function of the colours. */
  colorSpace: ColorSpace;
  /** Default: `bt709`. Only KTX2 can say it. */
  primaries?: Primaries;
  width: number;
  /** Texels down; 0 for a 1D texture, whose images are one texel high. */
  height: number;
  /** Slices of a 3D texture's largest level; undefined where it has no third axis. */
  depth?: number;
  /** Layers of an array; undefined where it is none (an array of one layer is an array). */
  layers?: number;
  /** 6 for a cube map. Default: 1. */
  faces?: 1 | 6;
  levels: TextureLevel[];
  /** Whether the file asks its loader to build the mip levels below the one it has. Default: false. */
  generateMips?: boolean;
  /** Whether colours are multiplied by alpha already. Default: false. Only KTX2 and DDS can say it. */
  premultiplied?: boolean;
  /**
   * How a shader is to read the components, four of `rgba01`: `ra01` for X in red and Y in alpha. Written as
   * KTXswizzle; most loaders leave it to the material. Default: `rgba`.
   */
  swizzle?: string;
  /**
   * Where the axes of the texels point (KTXorientation): `rd` for right and down, `rdi` with a third axis. It is told, and
   * applied where `decode` is asked to (`upright`). Default: right, down and in, unless `keyValues` says that the file had none.
   */
  orientation?: string;
  /** How the levels lay packed in the file that was read. Writing goes by its own options. */
  supercompression?: Supercompression;
  /** What wrote it, if the container says (KTXwriter). Writing puts our own name there. */
  writer?: string;
  /** The options that made it, as a command line has them (KTXwriterScParams). */
  writerParams?: string;
  /**
   * Every other entry of a KTX file, by key and byte for byte: KTXastcDecodeMode, KTXanimData, one's own. Present, if
   * empty, where a KTX file was read.
   */
  keyValues?: Readonly<Record<string, Uint8Array>>;
  /**
   * The data format descriptor of KTX2, where it says more than the fields above do: further blocks, other primaries.
   * Always there for `uncompressed` and `other`. The fields win where the two differ.
   */
  dfd?: Uint8Array;
  /**
   * False where the container does not say its colour space and profile (.astc, ETC1 in KTX 1 and PKM, legacy DDS): then
   * they are assumptions.
   */
  selfDescribing?: boolean;
}

/** A texture of a format that we decode block by block. */
export interface CompressedTexture extends TextureFacts {
  format: TextureFormat;
  /** Texels of a block; `4x4` for every format but ASTC. */
  block: Footprint;
}

/** A texture of any other format. */
export interface CarriedTexture extends TextureFacts {
  format: 'uncompressed' | 'other';
  /** Number of Vulkan; 0 where it has none, as for Basis Universal. */
  vkFormat: number;
  block: TexelBlock;
  /** Bytes of a texel block; 0 where the bytes of a level do not follow from its size. */
  bytesPerBlock: number;
  /** Bytes that an endian swap takes together: of a packed word, of a component, 1 for blocks. */
  typeSize: number;
  dfd: Uint8Array;
  /** Levels of a supercompression that we cannot undo, carried as they are. */
  packed?: PackedLevels;
}

/** How levels were packed, which are unpacked now. */
export interface Supercompression {
  scheme: 'zstd' | 'zlib';
  /** Bytes each level took. */
  byteLengths: readonly number[];
}

/** How levels are packed that stay packed: BasisLZ, and schemes of vendors. */
export interface PackedLevels {
  /** Number of KTX2's supercompressionScheme. */
  scheme: number;
  /** Supercompression global data, shared by the levels. */
  globalData: Uint8Array;
  /** What the file says of each level's bytes when unpacked. */
  unpackedByteLengths: readonly number[];
}

/** A texture: plain data that can be cloned and sent. */
export type Texture = CompressedTexture | CarriedTexture;
