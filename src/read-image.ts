/** Image files to pixels and back, by what the host has for it: loaded on first use. */
import { host } from '#host';
import { AstcError } from './errors.js';
import type { PixelInput } from './images/accept-pixels.js';
import { describe } from './images/describe.js';
import type { ReadImageOptions } from './images/image-codec.js';
import { resolveReadImageOptions } from './options/resolve.js';
import type { Image } from './types.js';
import { warnOnConsole } from './warn.js';

/**
 * Reads an image file: PNG, TGA, BMP, PNM, QOI, Radiance HDR, OpenEXR and PFM everywhere; JPEG, WebP, AVIF or the first
 * frame of a GIF by the package `sharp` in Node and by the browser elsewhere; TIFF in Node. Texels in a texture file are no image file:
 * `decode(readTexture(bytes))` makes an image of them.
 *
 * @param source  a path or an address, or the bytes of a file
 * @throws {AstcError} E_READ, E_FORMAT_UNKNOWN, E_UNSUPPORTED, E_TOO_LARGE, E_IMAGE_INVALID, E_SHARP_MISSING,
 *   E_OPTION
 */
export async function readImage(
  source: string | URL | Uint8Array | ArrayBuffer | Blob,
  options: ReadImageOptions = {},
): Promise<Image> {
  const filled = resolveReadImageOptions(options);
  const [codec, bytes] = await Promise.all([host.loadImageCodec(), bytesOf(source)]);
  return codec.readImage(bytes, { ...filled, onWarning: filled.onWarning ?? warnOnConsole });
}

/** The bytes of a PNG with the image's components, 8 or 16 bits. */
export async function encodePng(image: PixelInput): Promise<Uint8Array<ArrayBuffer>> {
  const codec = await host.loadImageCodec();
  return codec.encodePng(image);
}

async function bytesOf(source: string | URL | Uint8Array | ArrayBuffer | Blob): Promise<Uint8Array> {
  if (source instanceof Uint8Array) return source;
  if (typeof source === 'string' || source instanceof URL) return host.readFile(source);
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  // Blobs and files, responses too.
  if (typeof (source as Partial<Blob> | null)?.arrayBuffer === 'function') {
    return new Uint8Array(await source.arrayBuffer());
  }
  throw new AstcError(
    'E_OPTION',
    `Expected a path, an address, a Blob or the bytes of an image file but received ${describe(source)}`,
  );
}
