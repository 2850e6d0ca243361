/** DDS files laid out by hand from Microsoft's documents, for readers to read and the fuzzer to break. */
import { countedBytes } from './laid-out.js';

export interface DdsByHand {
  width: number;
  height: number;
  depth?: number;
  mipMapCount?: number;
  /** Flags, fourCC, bits and the masks of red, green, blue, alpha. */
  pixelFormat?: readonly [flags: number, fourCC: number | string, bits?: number, ...masks: number[]];
  caps2?: number;
  /** DXGI format, dimension, misc flag, array size, misc flags 2. */
  dx10?: readonly [dxgiFormat: number, dimension: number, miscFlag: number, arraySize: number, miscFlags2: number];
  data: Uint8Array;
}

export function layOutDds(file: DdsByHand): Uint8Array {
  const words = new Uint32Array(32 + (file.dx10 ? 5 : 0));
  words.set([0x20534444, 124, 0x1007, file.height, file.width, 0, file.depth ?? 0, file.mipMapCount ?? 0]);
  const [flags, fourCC, bits = 0, ...masks] = file.pixelFormat ?? [4, 'DX10'];
  const code = typeof fourCC === 'number' ? fourCC : Buffer.from(fourCC, 'latin1').readUInt32LE();
  words.set([32, flags, code, bits, ...masks], 19);
  words.set([0x1000, file.caps2 ?? 0], 27);
  if (file.dx10) words.set(file.dx10, 32);
  return Uint8Array.from([...new Uint8Array(words.buffer), ...file.data]);
}

/** Well-formed files of several kinds. */
export function ddsSources(): Uint8Array[] {
  return [
    layOutDds({ width: 8, height: 4, pixelFormat: [4, 'DXT5'], data: countedBytes(32) }),
    layOutDds({
      width: 5,
      height: 3,
      mipMapCount: 3,
      pixelFormat: [0x41, 0, 32, 0xff0000, 0xff00, 0xff, 0xff000000],
      data: countedBytes(72),
    }),
    layOutDds({ width: 8, height: 8, dx10: [134, 3, 4, 2, 0], data: countedBytes(2 * 6 * 64) }),
    layOutDds({ width: 4, height: 4, depth: 4, mipMapCount: 2, dx10: [28, 4, 0, 1, 0], data: countedBytes(256 + 32) }),
    layOutDds({ width: 12, height: 12, mipMapCount: 2, dx10: [151, 3, 0, 3, 2], data: countedBytes(3 * 80) }),
  ];
}
