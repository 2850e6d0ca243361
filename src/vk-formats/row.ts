/** What is known of one VkFormat. */

/** How the numbers of a format are to be read; SFIXED5 is a 16-bit fixed-point number with five fraction bits. */
export type NumericFormat =
  | 'UNORM'
  | 'SNORM'
  | 'USCALED'
  | 'SSCALED'
  | 'UINT'
  | 'SINT'
  | 'SRGB'
  | 'SFLOAT'
  | 'UFLOAT'
  | 'SFIXED5';

/** Where one channel lies in a texel block, and its range, as the format's data format descriptor has it. */
export interface VkSample {
  /** KHR_DF_CHANNEL_* of the row's model. */
  channel: number;
  /** Sum of QUALIFIER values. */
  qualifiers: number;
  /** From the least significant bit of the block's first byte. */
  bitOffset: number;
  bits: number;
  /** What stands for 0.0 and 1.0 (or -1.0 and 1.0): 32 bits, signed where the sample is, those of a float where it is one. */
  lower: number;
  upper: number;
  /** Place in the texel block, across and down, in 256ths of a texel: 0 but for 4:2:2. */
  positionX: number;
  positionY: number;
}

/** `block`: compressed; `422`: two texels that share their chroma; `multi-planar`: not one block a texel at all. */
export type VkFormatKind = 'color' | 'depth-stencil' | 'block' | '422' | 'multi-planar';

export interface VkFormatRow {
  /** Its number. */
  vk: number;
  /** Its name without VK_FORMAT_. */
  name: string;
  kind: VkFormatKind;
  /** Of the depth where a format has depth and stencil. */
  numeric: NumericFormat;
  /** Texels of a block: 1 × 1 × 1 for formats that are not compressed, 2 × 1 × 1 for 4:2:2. */
  blockWidth: number;
  blockHeight: number;
  blockDepth: number;
  /** Bytes of a texel block; 0 for multi-planar formats, which have none. */
  blockBytes: number;
  /** Bytes that an endian swap takes together: of a packed word, of a component, 1 for compressed formats. */
  typeSize: number;
  /** Whether channels share words: the layout is then that of a little-endian word. */
  isPacked: boolean;
  /** KHR_DF_MODEL_*. */
  model: number;
  /** In the order of the descriptor; empty for multi-planar formats. */
  samples: readonly VkSample[];
  /** Whether a KTX2 file must not hold it. */
  isProhibited: boolean;
}
