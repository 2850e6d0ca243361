/** Slices to the blocks of a volume: one level of a 3D texture. */
import { blockBytes, footprintSize } from './codec/formats.js';
import { joinBytes } from './containers/join-bytes.js';
import { encoderConfig } from './encode.js';
import { AstcError } from './errors.js';
import type { SettledEncodeOptions } from './options/encode-options.js';
import type { LevelCodec, LevelControls } from './pool/level-codec.js';
import type { Image, TextureLevel } from './types.js';

/**
 * Compresses prepared slices of one size and component type, the first one nearest. With a 3D footprint a block covers
 * several slices, with any other each slice is compressed by itself.
 *
 * @throws {AstcError} E_OPTION where slices differ or there are none; E_ABORTED, E_WASM, E_WORKER
 */
export async function encodeVolumeLevel(
  codec: LevelCodec,
  slices: readonly Image[],
  options: SettledEncodeOptions,
  controls: LevelControls,
): Promise<TextureLevel> {
  const first = requireAlike(slices);
  const { width, height } = first;
  const depth = slices.length;
  const block = footprintSize(options.block);
  const shape = {
    width,
    height,
    depth,
    blockWidth: block.width,
    blockHeight: block.height,
    blockDepth: block.depth,
    bytesPerPixel: first.data.BYTES_PER_ELEMENT * 4,
    bytesPerBlock: blockBytes(options.format),
  };
  const pixels = joinBytes(slices.map(({ data }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength)));
  const data = await codec.encodeLevel(shape, pixels, encoderConfig(first, options), controls);
  return { width, height, depth, data };
}

/** The first slice, whose size, component type and colour space all share. */
function requireAlike(slices: readonly Image[]): Image {
  const [first] = slices;
  if (first === undefined) throw new AstcError('E_OPTION', 'Expected one slice or more of a volume but received none');
  const expected = textOf(first);
  slices.forEach((slice, index) => {
    const received = textOf(slice);
    if (received === expected) return;
    throw new AstcError('E_OPTION', `Expected slice ${index} of ${expected}, as slice 0, but received ${received}`);
  });
  return first;
}

function textOf({ width, height, data, colorSpace }: Image): string {
  return `${width}x${height} texels of ${data.BYTES_PER_ELEMENT * 8} bits, ${colorSpace}`;
}
