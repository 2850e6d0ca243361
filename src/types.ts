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
export type Footprint = (typeof FOOTPRINTS)[number];

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
 * Pixels, row-major from the top left, four components each (RGBA), rows without padding.
 * The type of `data` says the component type: `Uint8Array` 0..255, `Uint16Array` 0..65535 (unorm16),
 * `Float32Array` linear light. Half floats are not a kind of their own here: readers widen them.
 */
export interface Image {
  /** Pixels across, 1 or more. */
  width: number;
  /** Pixels down, 1 or more. */
  height: number;
  /** `width * height * 4` components. */
  data: Uint8Array | Uint16Array | Float32Array;
  channels: 4;
  colorSpace: ColorSpace;
  /** Whether the source had an alpha channel at all (without one, alpha is the maximum everywhere). */
  hasAlpha: boolean;
}

/** One mip level of compressed blocks, 8 or 16 bytes a block, row-major from the top left. */
export interface TextureLevel {
  width: number;
  height: number;
  data: Uint8Array;
}

/** A compressed texture, largest level first. */
export interface Texture {
  format: TextureFormat;
  /** Texels of a block; `4x4` for every format but ASTC. */
  block: Footprint;
  /** `ldr` for every format but ASTC. */
  profile: Profile;
  colorSpace: ColorSpace;
  width: number;
  height: number;
  levels: TextureLevel[];
  /** Whether colours are multiplied by alpha already. Default: false. Only KTX2 can say it. */
  premultiplied?: boolean;
  /** What wrote it, if the container says (KTXwriter). */
  writer?: string;
  /**
   * False where the container does not say its colour space and profile (.astc, ETC1 in KTX 1 and PKM): then they are
   * assumptions.
   */
  selfDescribing?: boolean;
}
