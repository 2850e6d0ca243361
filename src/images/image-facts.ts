/**
 * What browsers do not tell of an image file, from its first bytes: the size before decoding, the ICC profile, whether
 * the file is cut. Only for kinds that browsers decode for us.
 */
import { readItemProperties, textAt } from './iso-boxes.js';
import type { ImageKind } from './read-checks.js';

export interface ImageFacts {
  /** Pixels, undefined where the header does not say. */
  size?: { width: number; height: number } | undefined;
  profile?: Uint8Array;
  /** Components of a pixel, where the header says. */
  componentCount?: number;
  /** Whether the end is missing: browsers make up the pixels that are. */
  isCut?: boolean;
}

/** Anything malformed is left to the decoder. */
export function readImageFacts(bytes: Uint8Array, kind: ImageKind): ImageFacts {
  try {
    return READERS[kind]?.(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)) ?? {};
  } catch (error) {
    // Every read is bounds-checked by DataView: a RangeError is a cut or malformed header.
    if (error instanceof RangeError) return { isCut: true };
    throw error;
  }
}

type FactsReader = (bytes: Uint8Array, view: DataView) => ImageFacts;

const READERS: Readonly<Partial<Record<ImageKind, FactsReader>>> = {
  jpeg: readJpeg,
  webp: readWebp,
  avif: readAvif,
  gif: (_, view) => ({ size: { width: view.getUint16(6, true), height: view.getUint16(8, true) } }),
};

const PROFILE_MARK = 'ICC_PROFILE\0';

/** Spec: ITU-T T.81, "Compressed data formats"; ICC.1:2022, "Embedding ICC profiles in JPEG files". */
function readJpeg(bytes: Uint8Array, view: DataView): ImageFacts {
  const facts: ImageFacts = { isCut: !endsJpeg(bytes) };
  const pieces: Uint8Array[] = [];
  for (let offset = 2; view.getUint8(offset) === 0xff; ) {
    const marker = view.getUint8(offset + 1);
    if (marker === 0xff) {
      offset++;
      continue;
    }
    // The scan follows: nothing of the header comes after it.
    if (marker === 0xda) break;
    const end = offset + 2 + view.getUint16(offset + 2);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) {
      facts.size = { width: view.getUint16(offset + 7), height: view.getUint16(offset + 5) };
      facts.componentCount = view.getUint8(offset + 9);
    }
    if (marker === 0xe2 && hasText(bytes, PROFILE_MARK, offset + 4)) {
      // One-based number of the piece, then their count.
      pieces[view.getUint8(offset + 16) - 1] = bytes.subarray(offset + 18, end);
    }
    offset = end;
  }
  const profile = joinPieces(pieces);
  return { ...facts, ...(profile && { profile }) };
}

/** Whether an end-of-image marker is there; what follows it (thumbnails, movies of phones) is none of ours. */
function endsJpeg(bytes: Uint8Array): boolean {
  for (let offset = bytes.length - 2; offset > 0; offset--) {
    if (bytes[offset] === 0xff && bytes[offset + 1] === 0xd9) return true;
  }
  return false;
}

function joinPieces(pieces: Uint8Array[]): Uint8Array | undefined {
  if (pieces.length === 0) return undefined;
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  pieces.reduce((offset, piece) => {
    whole.set(piece, offset);
    return offset + piece.length;
  }, 0);
  return whole;
}

/** Spec: RFC 9649, "WebP Container". */
function readWebp(bytes: Uint8Array, view: DataView): ImageFacts {
  const facts: ImageFacts = { isCut: view.getUint32(4, true) + 8 > bytes.length };
  for (let offset = 12; offset + 8 <= bytes.length; ) {
    const type = textAt(bytes, offset);
    const start = offset + 8;
    const byteLength = view.getUint32(offset + 4, true);
    facts.size ??= webpSize(type, start, view);
    if (type === 'ICCP') facts.profile = bytes.subarray(start, start + byteLength);
    offset = start + byteLength + (byteLength & 1);
  }
  return facts;
}

function webpSize(type: string, start: number, view: DataView): ImageFacts['size'] {
  if (type === 'VP8X') {
    return {
      width: 1 + (view.getUint32(start + 4, true) & 0xffffff),
      height: 1 + (view.getUint32(start + 6, true) >>> 8),
    };
  }
  if (type === 'VP8L') {
    const bits = view.getUint32(start + 1, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  if (type !== 'VP8 ') return undefined;
  return { width: view.getUint16(start + 6, true) & 0x3fff, height: view.getUint16(start + 8, true) & 0x3fff };
}

/** Spec: ISO/IEC 23008-12, "Image spatial extents". The image is the largest item: others are its tiles and previews. */
function readAvif(bytes: Uint8Array): ImageFacts {
  const facts: ImageFacts = {};
  for (const { type, data } of readItemProperties(bytes)) {
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    if (type === 'ispe') {
      const size = { width: view.getUint32(4), height: view.getUint32(8) };
      if (size.width * size.height > (facts.size?.width ?? 0) * (facts.size?.height ?? 0)) facts.size = size;
    }
    if (type === 'colr' && ['prof', 'rICC'].includes(textAt(data, 0))) facts.profile = data.subarray(4);
  }
  return facts;
}

function hasText(bytes: Uint8Array, text: string, offset: number): boolean {
  return [...text].every((letter, index) => bytes[offset + index] === letter.charCodeAt(0));
}
