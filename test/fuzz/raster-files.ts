/** Small whole files of the kinds that only we read, of every way they store pixels. */
import { bmp, bytesOf, qoi, tga } from '../images/raster-writer.js';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => (index * 37) & 255);
const entries = (count: number, byteCount: number) =>
  Array.from({ length: count }, (_, index) => numbers(byteCount).map((value) => (value + index * 11) & 255));
const size = { width: 5, height: 4 };

export const RASTER_FILES: Readonly<Record<string, Uint8Array>> = {
  'TGA of 24 bits': tga({ type: 2, bits: 24, ...size }, numbers(60)),
  'TGA of 32 bits': tga({ type: 2, bits: 32, descriptor: 8, ...size }, numbers(80)),
  'TGA of 16 bits in runs': tga({ type: 10, bits: 16, ...size }, [0x89, 1, 2, 0x03, ...numbers(8), 0x85, 3, 4]),
  'TGA of a palette in runs': tga(
    { type: 9, bits: 8, ...size, map: { bits: 24, entries: entries(6, 3) } },
    [0x8a, 1, 0x02, 2, 3, 4, 0x85, 5],
  ),
  'TGA of grey': tga({ type: 3, bits: 8, descriptor: 0x10, ...size }, numbers(20)),
  'BMP of 24 bits': bmp({ bits: 24, ...size }, numbers(64)),
  'BMP of 8 bits': bmp({ bits: 8, ...size, palette: entries(256, 4) }, numbers(32)),
  'BMP of 4 bits': bmp({ bits: 4, ...size, length: 12, palette: entries(16, 3) }, numbers(16)),
  'BMP of 1 bit': bmp({ bits: 1, ...size, palette: entries(2, 4) }, numbers(16)),
  'BMP of bit fields': bmp(
    { bits: 32, compression: 3, length: 124, ...size, masks: [0x3ff00000, 0xffc00, 0x3ff, 0xc0000000] },
    numbers(80),
  ),
  'BMP in runs of 8 bits': bmp({ bits: 8, compression: 1, ...size, palette: entries(9, 4) }, [
    ...[5, 1, 0, 0, 0, 5, 1, 2, 3, 4, 5, 0, 0, 0],
    ...[0, 2, 1, 0, 3, 6, 0, 0, 5, 8, 0, 1],
  ]),
  'BMP in runs of 4 bits': bmp({ bits: 4, compression: 2, ...size, palette: entries(16, 4) }, [
    ...[5, 0x12, 0, 0, 0, 5, 0x12, 0x34, 0x50, 0, 0, 0],
    ...[5, 0x56, 0, 0, 5, 0x78, 0, 1],
  ]),
  'PBM in ASCII': bytesOf('P1\n# bits\n5 4\n10101 11111\n00000 11001\n'),
  'PGM in ASCII': bytesOf('P2\n5 4\n1000\n', numbers(20).join(' '), '\n'),
  'PPM in ASCII': bytesOf('P3 5 4 255\n', numbers(60).join(' '), '\n'),
  PBM: bytesOf('P4\n5 4\n', numbers(4)),
  'PGM of 16 bits': bytesOf('P5\n5 4\n65535\n', numbers(40)),
  PPM: bytesOf('P6\n5 4\n255\n', numbers(60)),
  PAM: bytesOf('P7\nWIDTH 5\nHEIGHT 4\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n', numbers(80)),
  QOI: qoi(5, 4, [4, 0], [0xff, 1, 2, 3, 4, 0x40, 0x7f, 0xa0, 0x55, 0xfe, 9, 8, 7, 0xc5, 0x03, 0xc7, 0x11]),
};
