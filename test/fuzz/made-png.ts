/** PNG files of right checksums and of any content: what a reader meets behind the CRC. */
import { deflateSync } from 'node:zlib';
import { pngChunk } from '../images/png-writer.js';
import { Rng } from '../support/rng.js';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** One in so many files has something wrong in one place. */
const FAULT_SHARE = 12;

export function makePng(seed: number): { bytes: Uint8Array; how: string } {
  const rng = new Rng(seed);
  const isFault = () => rng.below(FAULT_SHARE) === 0;
  const noise = (length: number) => Uint8Array.from({ length }, () => rng.below(256));
  const colorType = rng.pick([0, 2, 3, 4, 6]);
  const depths = colorType === 0 ? [1, 2, 4, 8, 16] : colorType === 3 ? [1, 2, 4, 8] : [8, 16];
  const bitDepth = isFault() ? rng.pick([1, 2, 4, 8, 16, 3, 0]) : rng.pick(depths);
  const [width, height] = [rng.between(1, 20), rng.between(1, 20)];
  const interlace = rng.below(2);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([bitDepth, colorType, 0, 0, interlace], 8);
  const chunks = [pngChunk('IHDR', header)];
  const entryCount = isFault() ? rng.between(0, 260) : rng.between(1, 2 ** Math.min(8, bitDepth));
  if (colorType === 3 ? !isFault() : rng.below(8) === 0) chunks.push(pngChunk('PLTE', noise(entryCount * 3)));
  if (rng.below(3) === 0)
    chunks.push(pngChunk('tRNS', noise(transparencyBytes(colorType, entryCount, rng, isFault()))));
  const rows = packRows({ width, height, bitsPerPixel: bitDepth * SAMPLES[colorType]!, interlace }, rng, isFault);
  const compressed = deflateSync(isFault() ? rows.subarray(0, rng.below(rows.length + 1)) : rows);
  const cut = rng.below(compressed.length + 1);
  chunks.push(pngChunk('IDAT', compressed.subarray(0, cut)), pngChunk('IDAT', compressed.subarray(cut)));
  if (isFault()) chunks.splice(rng.below(chunks.length), 1);
  if (isFault()) chunks.splice(rng.between(1, chunks.length), 0, pngChunk('teST', noise(3)));
  chunks.push(pngChunk('IEND', new Uint8Array(0)));
  const how = `made ${seed}: type ${colorType}, ${bitDepth} bits, ${width}x${height}, interlace ${interlace}`;
  return { bytes: new Uint8Array(Buffer.concat([SIGNATURE, ...chunks])), how };
}

function transparencyBytes(colorType: number, entryCount: number, rng: Rng, isFault: boolean): number {
  if (isFault) return rng.below(10);
  return colorType === 3 ? rng.between(1, Math.max(1, entryCount)) : SAMPLES[colorType]! * 2;
}

interface Layout {
  width: number;
  height: number;
  bitsPerPixel: number;
  interlace: number;
}

/** Filtered rows of noise, few enough values that transparent colours occur. */
function packRows({ width, height, bitsPerPixel, interlace }: Layout, rng: Rng, isFault: () => boolean): Uint8Array {
  const rows: Uint8Array[] = [];
  for (const [x, y, stepX, stepY] of interlace === 1 ? ADAM7 : ([[0, 0, 1, 1]] as const)) {
    const pixelCount = Math.ceil((width - x) / stepX);
    if (pixelCount <= 0) continue;
    for (let row = y; row < height; row += stepY) {
      const bytes = Uint8Array.from({ length: 1 + Math.ceil((pixelCount * bitsPerPixel) / 8) }, () => rng.u32());
      bytes[0] = rng.below(300) === 0 && isFault() ? 5 : rng.below(5);
      rows.push(bytes);
    }
  }
  return new Uint8Array(Buffer.concat(rows));
}
