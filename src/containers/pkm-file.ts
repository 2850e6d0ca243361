/**
 * PKM, the file of ETCPACK, both ways: 16 big-endian bytes of header and one level of ETC or EAC blocks.
 * Layout: "PKM " · version "10" (ETC1) or "20" · u16 type · u16 padded width, height · u16 width, height · blocks.
 */
import { kindName, levelByteLength } from '../codec/formats.js';
import { AstcError } from '../errors.js';
import type { ColorSpace, EtcFormat, Texture } from '../types.js';
import { ByteReader } from './byte-reader.js';
import { checkTexture } from './check-texture.js';
import { requireFlat } from './texture-shape.js';

const HEADER_BYTES = 16;
/** "PKM ", big-endian. */
const MAGIC = 0x504b4d20;
/** Sizes are 16-bit fields, the padded ones too. */
const MAX_SIDE = 0xfffc;
/** "10" and "20". */
const VERSION_1 = 0x3130;
const VERSION_2 = 0x3230;

interface PkmType {
  format: EtcFormat;
  colorSpace: ColorSpace;
}

/** Types by number; the first row that fits is the one written. Type 2 is a name of 3 that old tools wrote. */
const TYPES: Readonly<Record<number, PkmType>> = {
  0: { format: 'etc1', colorSpace: 'srgb' },
  1: { format: 'etc2-rgb', colorSpace: 'linear' },
  3: { format: 'etc2-rgba', colorSpace: 'linear' },
  4: { format: 'etc2-rgba1', colorSpace: 'linear' },
  5: { format: 'eac-r11', colorSpace: 'linear' },
  6: { format: 'eac-rg11', colorSpace: 'linear' },
  7: { format: 'eac-r11-snorm', colorSpace: 'linear' },
  8: { format: 'eac-rg11-snorm', colorSpace: 'linear' },
  9: { format: 'etc2-rgb', colorSpace: 'srgb' },
  10: { format: 'etc2-rgba', colorSpace: 'srgb' },
  11: { format: 'etc2-rgba1', colorSpace: 'srgb' },
};
const OLD_RGBA_TYPE = 2;
const RGBA_TYPE = 3;

/**
 * Reads a PKM file. Version "10" and type 0 do not say their colour space: `srgb` is assumed and `selfDescribing` is
 * false. The level shares memory with `bytes`. Bytes after the last block are ignored.
 *
 * @throws {AstcError} E_PKM_INVALID, E_PKM_TRUNCATED
 */
export function readPkm(bytes: Uint8Array): Texture {
  const reader = new ByteReader(bytes, 'PKM file', 'E_PKM_TRUNCATED', 'big-endian');
  if (reader.u32(0, 'magic') !== MAGIC) invalid('magic at byte 0 (expected "PKM ")');
  reader.require(0, HEADER_BYTES, 'header');
  const { format, colorSpace } = readType(reader);
  const [width, height] = [reader.u16(12, 'width'), reader.u16(14, 'height')];
  if (width === 0 || height === 0)
    invalid(`size at byte 12 (expected 1 or more texels a side, got ${width}x${height})`);
  const padded = [reader.u16(8, 'padded width'), reader.u16(10, 'padded height')];
  const expected = [width, height].map(roundUp);
  if (padded[0] !== expected[0] || padded[1] !== expected[1]) {
    invalid(`padded size at byte 8 (expected ${expected.join('x')} for ${width}x${height}, got ${padded.join('x')})`);
  }
  const kind = { format, block: '4x4' } as const;
  const texels = `blocks for ${width}x${height} texels of ${kindName(kind)}`;
  const data = reader.slice(HEADER_BYTES, levelByteLength(kind, width, height), texels);
  return {
    ...kind,
    profile: 'ldr',
    colorSpace,
    width,
    height,
    levels: [{ width, height, data }],
    selfDescribing: format !== 'etc1',
  };
}

function readType(reader: ByteReader): PkmType {
  const version = reader.u16(4, 'version');
  const type = reader.u16(6, 'type');
  if (version !== VERSION_1 && version !== VERSION_2) {
    const text = String.fromCharCode(version >> 8, version & 0xff).replace(/[^ -~]/g, '?');
    invalid(`version at byte 4 (expected "10" or "20", got "${text}")`);
  }
  const row = TYPES[type === OLD_RGBA_TYPE ? RGBA_TYPE : type];
  if (row === undefined || (version === VERSION_1 && type !== 0)) {
    invalid(`type at byte 6 (expected ${version === VERSION_1 ? '0 in version 10' : '0 to 11'}, got ${type})`);
  }
  return row;
}

/** A side rounded up to whole blocks. */
function roundUp(side: number): number {
  return Math.ceil(side / 4) * 4;
}

/**
 * Writes the first level of an ETC or EAC texture as PKM: version "10" for ETC1, "20" for the others. Mip levels,
 * premultiplied alpha and the colour space of ETC1 are dropped.
 *
 * @throws {AstcError} E_OPTION for an ASTC texture or one whose parts disagree; E_TOO_LARGE above 65532 texels a side
 */
export function writePkm(texture: Texture): Uint8Array<ArrayBuffer> {
  checkTexture(texture);
  requireFlat(texture, 'a PKM file');
  const { format, width, height } = texture;
  if (format === 'astc') {
    throw new AstcError('E_OPTION', 'Expected an ETC or EAC texture for a PKM file but received astc', {
      hint: 'ASTC goes into ktx2, ktx and astc',
    });
  }
  if (width > MAX_SIDE || height > MAX_SIDE) {
    throw new AstcError('E_TOO_LARGE', `a PKM file holds at most ${MAX_SIDE} texels a side (got ${width}x${height})`, {
      hint: 'Write KTX2 instead.',
    });
  }
  const { data } = texture.levels[0]!;
  const file = new Uint8Array(HEADER_BYTES + data.byteLength);
  const view = new DataView(file.buffer);
  view.setUint32(0, MAGIC);
  const fields = [format === 'etc1' ? VERSION_1 : VERSION_2, typeOf(texture), roundUp(width), roundUp(height)];
  [...fields, width, height].forEach((field, index) => {
    view.setUint16(4 + index * 2, field);
  });
  file.set(data, HEADER_BYTES);
  return file;
}

function typeOf({ format, colorSpace }: Texture): number {
  const rows = Object.entries(TYPES).filter(([, row]) => row.format === format);
  const [type] = rows.find(([, row]) => row.colorSpace === colorSpace) ?? rows[0]!;
  return Number(type);
}

function invalid(what: string): never {
  throw new AstcError('E_PKM_INVALID', `not a valid PKM file: ${what}`);
}
