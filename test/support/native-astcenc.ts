/**
 * Native astcenc as a witness: decodes blocks through an .astc file and reads the raw texels back from KTX, which
 * keeps 8-bit and half-float values as the decoder made them.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { componentBytes, type OutputName, type ProfileName } from './decode-modes.js';
import type { FootprintSize } from './footprints.js';

/** Blocks across in the picture that is handed over. */
const COLUMNS = 64;
const KTX_HEADER_BYTES = 64;
/** A void extent of four different components, all bits of its coordinates set: without one astcenc may leave components out of the file. */
const COLORED_BLOCK = Uint8Array.from([
  0xfc, 0xfd, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00, 0x20, 0x00, 0x60, 0x00, 0x40, 0x00, 0x80,
]);

const PROFILE_SWITCHES: Readonly<Record<ProfileName, string>> = {
  linear: '-dl',
  srgb: '-ds',
  hdrRgb: '-dh',
  hdr: '-dH',
};

export interface NativeDecoder {
  readonly path: string;
  /** First line of its -version. */
  readonly version: string;
}

function probe(path: string): NativeDecoder | undefined {
  const result = spawnSync(path, ['-version'], { encoding: 'utf8' });
  return result.status === 0 ? { path, version: result.stdout.trim().split('\n')[0]! } : undefined;
}

/**
 * The pinned astcenc 4.7 of the npm package, or why there is none. Not its AVX2 build, which is compiled so that NaN
 * never compares unequal and therefore writes the error color as white; the SSE4.1 build writes magenta.
 */
export function packagedAstcenc(): NativeDecoder | string {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return `no packaged astcenc is known for ${process.platform} ${process.arch}`;
  }
  const url = new URL('../../node_modules/@gpu-tex-enc/astc/bin/linux-x64/astcenc-sse4.1', import.meta.url);
  return probe(fileURLToPath(url)) ?? `cannot run ${fileURLToPath(url)}`;
}

/**
 * An astcenc on PATH whose sRGB alpha is expanded like its colors: Debian's 4.2, or 5.2 and later. Versions between
 * expand it like linear alpha and are off by one in places.
 */
export function systemAstcenc(): NativeDecoder | string {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, 'astcenc');
    try {
      accessSync(path, constants.X_OK);
    } catch {
      continue;
    }
    const found = probe(path);
    const version = /v?(\d+)\.(\d+)/.exec(found?.version ?? '');
    if (found === undefined || version === null) continue;
    const [major, minor] = [Number(version[1]), Number(version[2])];
    if ((major === 4 && minor === 2) || major > 5 || (major === 5 && minor >= 2)) return found;
    return `${found.version} on PATH expands sRGB alpha the older way`;
  }
  return 'no astcenc on PATH';
}

/** Header of an .astc file whose depth is that of the footprint. */
function astcHeader(footprint: FootprintSize, width: number, height: number): Uint8Array {
  const header = new Uint8Array(16);
  const view = new DataView(header.buffer);
  view.setUint32(0, 0x5ca1ab13, true);
  header.set([footprint.width, footprint.height, footprint.depth], 4);
  const put24 = (offset: number, value: number) => {
    header.set([value & 0xff, (value >> 8) & 0xff, value >> 16], offset);
  };
  put24(7, width);
  put24(10, height);
  put24(13, footprint.depth);
  return header;
}

/** Pixels of a KTX 1 file of RGBA with the given component size; checks that it is just that. */
function ktxPixels(file: Uint8Array, texelCount: number, bytes: number): Uint8Array {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const typeSize = view.getUint32(20, true);
  const isRgba = view.getUint32(24, true) === 0x1908;
  const start = KTX_HEADER_BYTES + view.getUint32(60, true) + 4;
  const expected = texelCount * 4 * bytes;
  if (typeSize !== bytes || !isRgba || file.length - start !== expected) {
    throw new Error(`unexpected KTX from astcenc: type size ${typeSize}, ${file.length - start} bytes of ${expected}`);
  }
  return file.subarray(start);
}

/** Picture order (of a volume: slices one behind the other) → block after block. */
function gatherBlocks(
  pixels: Uint8Array,
  footprint: FootprintSize,
  blockCount: number,
  texelBytes: number,
): Uint8Array {
  const sliceBytes = pixels.length / footprint.depth;
  const rowBytes = footprint.width * texelBytes;
  const pictureRow = COLUMNS * rowBytes;
  const gathered = new Uint8Array(blockCount * footprint.texelCount * texelBytes);
  for (let block = 0; block < blockCount; block++) {
    const left = (block % COLUMNS) * rowBytes;
    const top = Math.floor(block / COLUMNS) * footprint.height;
    const rowCount = footprint.height * footprint.depth;
    for (let row = 0; row < rowCount; row++) {
      const slice = Math.floor(row / footprint.height);
      const source = slice * sliceBytes + (top + (row % footprint.height)) * pictureRow + left;
      gathered.set(pixels.subarray(source, source + rowBytes), (block * rowCount + row) * rowBytes);
    }
  }
  return gathered;
}

/**
 * Decodes blocks natively: 8-bit values in the LDR profiles, half floats in the HDR ones.
 *
 * @returns RGBA of each block after the other
 */
export function decodeNative(
  decoder: NativeDecoder,
  blocks: Uint8Array,
  footprint: FootprintSize,
  profile: ProfileName,
): { texels: Uint8Array; output: OutputName } {
  const output: OutputName = profile === 'hdr' || profile === 'hdrRgb' ? 'float16' : 'unorm8';
  const blockCount = blocks.length / 16;
  const rows = Math.ceil((blockCount + 1) / COLUMNS);
  const width = COLUMNS * footprint.width;
  const height = rows * footprint.height;
  const padded = new Uint8Array(rows * COLUMNS * 16);
  padded.set(blocks);
  padded.set(COLORED_BLOCK, blocks.length);
  const folder = mkdtempSync(join(tmpdir(), 'astc-native-'));
  try {
    const input = join(folder, 'blocks.astc');
    const target = join(folder, 'texels.ktx');
    writeFileSync(input, Buffer.concat([astcHeader(footprint, width, height), padded]));
    const args = [PROFILE_SWITCHES[profile], input, target, '-silent', '-j', '1'];
    const result = spawnSync(decoder.path, args, { encoding: 'utf8' });
    if (result.status !== 0) throw new Error(`${decoder.path} ${args.join(' ')}: ${result.stdout}${result.stderr}`);
    const bytes = componentBytes(output);
    const pixels = ktxPixels(readFileSync(target), width * height * footprint.depth, bytes);
    return { texels: gatherBlocks(pixels, footprint, blockCount, 4 * bytes), output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
