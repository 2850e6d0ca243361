/** Tells files apart by their bytes, all but always the first ones; names and extensions are never asked. */

/** Every kind of file we can name, read or not, with the words used in messages. */
export const FILE_KIND_NAMES = {
  astc: 'an .astc texture',
  ktx2: 'a KTX2 texture',
  ktx: 'a KTX 1 texture',
  pkm: 'a PKM texture',
  dds: 'a DDS texture',
  pvr: 'a PVR texture',
  basis: 'a Basis Universal texture',
  png: 'a PNG image',
  jpeg: 'a JPEG image',
  webp: 'a WebP image',
  avif: 'an AVIF image',
  heic: 'a HEIC image',
  tiff: 'a TIFF image',
  gif: 'a GIF image',
  hdr: 'a Radiance HDR image',
  exr: 'an OpenEXR image',
  pfm: 'a PFM image',
  tga: 'a TGA image',
  bmp: 'a BMP image',
  pnm: 'a PNM image',
  qoi: 'a QOI image',
  jxl: 'a JPEG XL image',
  psd: 'a Photoshop document',
  svg: 'an SVG drawing',
} as const;
export type FileKind = keyof typeof FILE_KIND_NAMES;

/** Bytes at an offset; a string stands for its Latin-1 bytes. */
type Signature = readonly [kind: FileKind, text: string, offset?: number];

/** In order: a longer or rarer signature stands before a shorter one. */
const SIGNATURES: readonly Signature[] = [
  ['ktx2', '\xabKTX 20\xbb\r\n\x1a\n'],
  ['ktx', '\xabKTX 11\xbb\r\n\x1a\n'],
  ['png', '\x89PNG\r\n\x1a\n'],
  ['astc', '\x13\xab\xa1\x5c'],
  ['jpeg', '\xff\xd8\xff'],
  ['gif', 'GIF87a'],
  ['gif', 'GIF89a'],
  ['webp', 'WEBP', 8],
  ['tiff', 'II*\0'],
  ['tiff', 'MM\0*'],
  ['tiff', 'II+\0'],
  ['tiff', 'MM\0+'],
  ['hdr', '#?RADIANCE'],
  ['hdr', '#?RGBE'],
  ['exr', '\x76\x2f\x31\x01'],
  ['pfm', 'PF\n'],
  ['pfm', 'Pf\n'],
  ['pfm', 'PF\r\n'],
  ['pfm', 'Pf\r\n'],
  ['qoi', 'qoif'],
  ['dds', 'DDS '],
  ['pkm', 'PKM 10'],
  ['pkm', 'PKM 20'],
  ['pvr', 'PVR\x03'],
  ['basis', 'sB\x13\0'],
  ['jxl', '\xff\x0a'],
  ['jxl', '\0\0\0\x0cJXL \r\n\x87\n'],
  ['psd', '8BPS'],
  ['svg', '<svg'],
];

/** `ftyp` brands of ISO media files that hold a picture. */
const ISO_BRANDS: Readonly<Record<string, FileKind>> = {
  avif: 'avif',
  avis: 'avif',
  heic: 'heic',
  heix: 'heic',
  hevc: 'heic',
};
/** Bytes of brands looked at: the box of a picture is a few brands long. */
const MAX_BRAND_BYTES = 128;

/** The kind of file these bytes are, or undefined when they are nothing known. */
export function sniffFile(bytes: Uint8Array): FileKind | undefined {
  const match = SIGNATURES.find(([kind, text, offset = 0]) => hasText(bytes, text, offset) && confirms(bytes, kind));
  return match?.[0] ?? sniffIsoMedia(bytes) ?? GUESSES.find(([, isOne]) => isOne(bytes))?.[0];
}

/** The signature of WebP is in the middle of a RIFF header. */
function confirms(bytes: Uint8Array, kind: FileKind): boolean {
  return kind !== 'webp' || hasText(bytes, 'RIFF', 0);
}

/** Two letters are too little: the reserved fields of the header must be zero as well. */
function isBmp(bytes: Uint8Array): boolean {
  return hasText(bytes, 'BM', 0) && hasText(bytes, '\0\0\0\0', 6);
}

/** Two letters and what separates them from the first number; a comment may come first. */
function isPnm(bytes: Uint8Array): boolean {
  const isPlain = bytes[1]! >= 0x31 && bytes[1]! <= 0x36;
  const separators = isPlain ? ' \t\n\r#' : bytes[1] === 0x37 ? '\n' : '';
  return bytes.length > 2 && hasText(bytes, 'P', 0) && separators.includes(String.fromCharCode(bytes[2]!));
}

const TGA_FOOTER = 'TRUEVISION-XFILE.\0';
const TGA_HEADER_BYTES = 18;
/** Bits of a pixel by image type, less the bit of run-length encoding: palette, colours, grey. */
const TGA_PIXEL_BITS: Readonly<Record<number, readonly number[]>> = { 1: [8, 16], 2: [15, 16, 24, 32], 3: [8, 16] };
const TGA_PALETTE_BITS: readonly number[] = [15, 16, 24, 32];

/**
 * There is no signature: a footer, which files of 1989 and later may have, or a header of which every byte is possible. Of
 * random bytes one header in 2^30 is.
 */
function isTga(bytes: Uint8Array): boolean {
  if (hasText(bytes, TGA_FOOTER, bytes.length - TGA_FOOTER.length)) return true;
  if (bytes.length < TGA_HEADER_BYTES) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, TGA_HEADER_BYTES);
  const [mapType, type, mapBits, pixelBits, descriptor] = [1, 2, 7, 16, 17].map((at) => view.getUint8(at)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const mapLength = view.getUint16(5, true);
  const hasPalette = mapType === 1 && mapLength > 0 && TGA_PALETTE_BITS.includes(mapBits);
  const hasNone = mapType === 0 && view.getUint16(3, true) === 0 && mapLength === 0 && (type & 7) !== 1;
  const isKnown = (type & ~8) === (type & 3) && TGA_PIXEL_BITS[type & 3]?.includes(pixelBits) === true;
  const isSized = view.getUint16(12, true) > 0 && view.getUint16(14, true) > 0;
  return (hasPalette || hasNone) && isKnown && isSized && descriptor < 0x40 && [0, 1, 8].includes(descriptor & 15);
}

/** Kinds with hardly any signature, the surest first. */
const GUESSES: readonly (readonly [FileKind, (bytes: Uint8Array) => boolean])[] = [
  ['bmp', isBmp],
  ['pnm', isPnm],
  ['tga', isTga],
];

/** Major brand first, then the compatible ones: AVIF files are often `mif1` with `avif` further on. */
function sniffIsoMedia(bytes: Uint8Array): FileKind | undefined {
  if (!hasText(bytes, 'ftyp', 4)) return undefined;
  const boxBytes = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
  const end = Math.min(boxBytes, bytes.length, MAX_BRAND_BYTES);
  for (let offset = 8; offset + 4 <= end; offset += 4) {
    const kind = ISO_BRANDS[String.fromCharCode(...bytes.subarray(offset, offset + 4))];
    if (kind !== undefined) return kind;
  }
  return undefined;
}

function hasText(bytes: Uint8Array, text: string, offset: number): boolean {
  if (bytes.length < offset + text.length) return false;
  for (let index = 0; index < text.length; index++) {
    if (bytes[offset + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}
