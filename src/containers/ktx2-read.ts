/** KTX2 bytes to a texture. Everything is checked first; the container library then only splits what is known to fit. */
import { type KTX2Container, read } from 'ktx-parse';
import { AstcError } from '../errors.js';
import type { Texture } from '../types.js';
import { ByteReader, plainBytes } from './byte-reader.js';
import { SWIZZLE_PATTERN } from './check-texture.js';
import { checkDescriptor, describedFormat, describedPrimaries } from './ktx2-dfd.js';
import { readKind } from './ktx2-header.js';
import { checkLayout } from './ktx2-layout.js';
import { levelSide } from './texture-shape.js';

/** KHR_DF_FLAG_ALPHA_PREMULTIPLIED, the first bit of the descriptor's flags. */
const FLAG_PREMULTIPLIED = 1;

/**
 * Reads a KTX2 file that holds one 2D texture of ASTC, ETC or EAC without supercompression. Levels share memory with `bytes`.
 * KTXorientation and KTXswizzle are not applied, the latter is read: texels are what the blocks hold.
 *
 * @throws {AstcError} E_KTX2_INVALID, E_KTX2_TRUNCATED, E_UNSUPPORTED (what it is instead)
 */
export function readKtx2(bytes: Uint8Array): Texture {
  const reader = new ByteReader(bytes, 'KTX2 file', 'E_KTX2_TRUNCATED');
  const kind = readKind(reader);
  checkLayout(reader, kind);
  const container = split(bytes);
  const descriptor = container.dataFormatDescriptor[0]!;
  checkDescriptor(descriptor, kind);
  const { levelCount, ...rest } = kind;
  const writer = readText(container, 'KTXwriter');
  const swizzle = readText(container, 'KTXswizzle');
  return {
    ...rest,
    format: describedFormat(descriptor, kind.format),
    levels: container.levels.map(({ levelData }, level) => ({
      width: levelSide(kind.width, level),
      height: levelSide(kind.height, level),
      data: levelData,
    })),
    primaries: describedPrimaries(descriptor),
    premultiplied: (descriptor.flags & FLAG_PREMULTIPLIED) !== 0,
    ...(swizzle !== undefined && SWIZZLE_PATTERN.test(swizzle) && { swizzle }),
    ...(writer !== undefined && { writer }),
    selfDescribing: true,
  };
}

/** What the checks missed is still one documented error, with the library's own as its cause. */
function split(bytes: Uint8Array): KTX2Container {
  try {
    return read(plainBytes(bytes));
  } catch (cause) {
    throw new AstcError('E_KTX2_INVALID', 'not a valid KTX2 file: its parts cannot be separated', { cause });
  }
}

/** A text value as one line: it comes from the file, and people print it on terminals. */
function readText(container: KTX2Container, key: string): string | undefined {
  const value = Object.hasOwn(container.keyValue, key) ? container.keyValue[key] : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.replace(/\p{Cc}+/gu, ' ').trim();
  return text === '' ? undefined : text;
}
