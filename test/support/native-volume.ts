/** Native astcenc on volumes: slices → .astc and .astc → slices, through KTX 1 files of three axes. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Footprint, Image } from '../../src/types.js';
import type { NativeDecoder } from './native-astcenc.js';

const KTX_HEADER_BYTES = 64;
const KTX_IDENTIFIER = [0xab, 0x4b, 0x54, 0x58, 0x20, 0x31, 0x31, 0xbb, 0x0d, 0x0a, 0x1a, 0x0a];
const [GL_UNSIGNED_BYTE, GL_RGBA, GL_RGBA8] = [0x1401, 0x1908, 0x8058];

/** RGBA8 slices as a KTX 1 file of one level. */
function ktxOf(slices: readonly Image[]): Uint8Array {
  const { width, height } = slices[0]!;
  const pixelBytes = width * height * 4 * slices.length;
  const file = new Uint8Array(KTX_HEADER_BYTES + 4 + pixelBytes);
  const view = new DataView(file.buffer);
  file.set(KTX_IDENTIFIER);
  const fields = [
    0x04030201,
    GL_UNSIGNED_BYTE,
    1,
    GL_RGBA,
    GL_RGBA8,
    GL_RGBA,
    width,
    height,
    slices.length,
    0,
    1,
    1,
    0,
  ];
  [...fields, pixelBytes].forEach((field, index) => {
    view.setUint32(12 + 4 * index, field, true);
  });
  slices.forEach(({ data }, slice) => {
    file.set(data as Uint8Array, KTX_HEADER_BYTES + 4 + slice * width * height * 4);
  });
  return file;
}

function run(native: NativeDecoder, args: string[]): void {
  const result = spawnSync(native.path, [...args, '-silent', '-j', '1'], { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`${native.path} ${args.join(' ')}: ${result.stdout}${result.stderr}`);
}

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'astc-volume-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The .astc file that the native encoder makes of linear RGBA8 slices, for 8-bit decoders. */
export function encodeNativeVolume(
  native: NativeDecoder,
  slices: readonly Image[],
  block: Footprint,
  preset: string,
): Uint8Array {
  return inFolder((folder) => {
    const [source, target] = [join(folder, 'slices.ktx'), join(folder, 'volume.astc')];
    writeFileSync(source, ktxOf(slices));
    run(native, ['-cl', source, target, block, `-${preset}`, '-decode_unorm8']);
    return new Uint8Array(readFileSync(target));
  });
}

/** RGBA8 texels of an .astc file, slice by slice. Their alpha must vary, or native leaves it out and this throws. */
export function decodeNativeVolume(native: NativeDecoder, astc: Uint8Array, texelCount: number): Uint8Array {
  return inFolder((folder) => {
    const [source, target] = [join(folder, 'volume.astc'), join(folder, 'slices.ktx')];
    writeFileSync(source, astc);
    run(native, ['-dl', source, target]);
    const file = new Uint8Array(readFileSync(target));
    const start = KTX_HEADER_BYTES + new DataView(file.buffer).getUint32(60, true) + 4;
    if (file.length - start !== texelCount * 4) {
      throw new Error(`unexpected KTX from astcenc: ${file.length - start} bytes of ${texelCount * 4}`);
    }
    return file.subarray(start);
  });
}
