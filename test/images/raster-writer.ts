/** Lays TGA, BMP and QOI files out, byte for byte. */

export type Part = Uint8Array | readonly number[] | string;

export const bytesOf = (...parts: readonly Part[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...part].map((letter) => letter.charCodeAt(0)) : [...part])),
  );
export const u16 = (value: number) => [value & 255, value >> 8];
export const u32 = (value: number) => [...u16(value & 0xffff), ...u16((value >>> 16) & 0xffff)];
export const big32 = (value: number) => u32(value).reverse();

export interface Tga {
  type: number;
  bits: number;
  width?: number;
  height?: number;
  descriptor?: number;
  id?: string;
  map?: { first?: number; bits: number; entries: readonly number[][] };
}

/** From the top left unless said otherwise. */
export function tga({ type, bits, width = 2, height = 1, descriptor = 0x20, id = '', map }: Tga, ...pixels: Part[]) {
  const palette = map ? [...u16(map.first ?? 0), ...u16(map.entries.length), map.bits] : [0, 0, 0, 0, 0];
  const header = [
    id.length,
    map ? 1 : 0,
    type,
    ...palette,
    0,
    0,
    0,
    0,
    ...u16(width),
    ...u16(height),
    bits,
    descriptor,
  ];
  return bytesOf(header, id, map?.entries.flat() ?? [], ...pixels);
}

export interface Bmp {
  /** Of the header. */
  length?: 12 | 40 | 52 | 56 | 64 | 108 | 124;
  width?: number;
  height?: number;
  bits: number;
  compression?: number;
  /** Within the header, or behind that of Windows 3. */
  masks?: readonly number[];
  palette?: readonly (readonly number[])[];
  profile?: Uint8Array;
}

export function bmp(
  { length = 40, width = 2, height = 1, bits, compression = 0, masks, palette = [], profile }: Bmp,
  ...pixels: Part[]
) {
  const info =
    length === 12
      ? [...u32(12), ...u16(width), ...u16(height), ...u16(1), ...u16(bits)]
      : [
          ...[...u32(length), ...u32(width), ...u32(height), ...u16(1), ...u16(bits), ...u32(compression)],
          ...[...u32(0), ...u32(2835), ...u32(2835), ...u32(palette.length), ...u32(0)],
          ...(masks ?? []).flatMap(u32),
        ];
  const isInside = length > 40;
  const header = isInside ? [...info, ...new Array<number>(Math.max(0, length - info.length)).fill(0)] : info;
  const offset = 14 + header.length + palette.flat().length;
  const body = bytesOf(...pixels);
  if (profile) {
    header.splice(56, 4, ...u32(0x4d424544));
    header.splice(112, 8, ...u32(offset - 14 + body.length), ...u32(profile.length));
  }
  const file = [...u32(offset + body.length), ...u32(0), ...u32(offset)];
  return bytesOf('BM', file, header, palette.flat(), body, profile ?? []);
}

export function qoi(width: number, height: number, [channels, space]: readonly number[], ...chunks: Part[]) {
  return bytesOf('qoif', big32(width), big32(height), [channels!, space!], ...chunks, [0, 0, 0, 0, 0, 0, 0, 1]);
}
