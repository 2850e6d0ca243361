/** OpenEXR files to linear light: scanlines and tiles, halves and floats, RGB, RGBA and luminance, every compression. */
import { AstcError } from '../errors.js';
import { unpackZlib } from '../unpack/unpack-zlib.js';
import { chunkSize, type ExrChunk, layOutExrFile, pixelBytes, readExrChunks } from './exr-chunks.js';
import { checkDwaChunk } from './exr-dwa.js';
import { COMPRESSIONS, type Compression, type ExrChannel, type ExrHeader, readExrHeader } from './exr-header.js';
import { unpackPiz } from './exr-piz.js';
import type { FilePicture } from './file-picture.js';
import { allocateFloatImage, meaningOfPrimaries } from './float-image.js';
import type { ReadImageOptions } from './image-codec.js';
import { attempt, checkPixelCount, invalidImage } from './read-checks.js';

/** Channels of the file that become components: red, green, blue, alpha. */
type Sources = readonly [number, number, number, number | undefined];

/** What the decoder takes beside unpacked pixels: tables of DWA, and what PIZ and DWA store before packing. */
const SPARE_BYTES = 0x20000;

/** Compressions that go by a channel's name or type, so that neither can be another. */
const NAME_COMPRESSIONS: readonly Compression[] = ['DWAA', 'DWAB'];
const TYPE_COMPRESSIONS: readonly Compression[] = ['PXR24', 'B44', 'B44A', 'DWAA', 'DWAB'];

/** @throws {AstcError} E_IMAGE_INVALID, E_TOO_LARGE, E_UNSUPPORTED */
export async function readExr(bytes: Uint8Array, options: ReadImageOptions): Promise<FilePicture> {
  const header = readExrHeader(bytes);
  checkPixelCount(header, 'exr', options);
  const sources = findSources(header);
  const chunks = await attempt('exr', () => unpackChunks(readExrChunks(bytes, header), header));
  const { parseExr } = await import('./exr-loader.js');
  const image = allocateFloatImage(header.width, header.height, sources[3] !== undefined);
  const decode = (channels: readonly ExrChannel[]) =>
    attempt('exr', () => decodeChannels(parseExr, header, channels, chunks), plainReason);
  if (isPlainRgb(header, sources)) {
    image.data.set(await decode(header.channels.map(asFloat)));
  } else {
    await decodeOneByOne(header, sources, decode, image.data);
  }
  const notes = header.isCropped ? ['the display window is another than the data window, which is what is read'] : [];
  return { image, colors: meaningOfPrimaries(header.primaries), notes };
}

/** What we unpack ourselves becomes chunks that are not packed, which are known by their length; the others are checked. */
function unpackChunks(chunks: readonly ExrChunk[], header: ExrHeader): readonly ExrChunk[] {
  const { name } = COMPRESSIONS[header.compression]!;
  const size = chunkSize(header);
  return chunks.map((chunk) => {
    const width = Math.min(size.width, header.width - chunk.x);
    const height = Math.min(size.height, header.height - chunk.y);
    const byteLength = width * height * pixelBytes(header.channels);
    if (chunk.data.length === byteLength) return chunk;
    if (NAME_COMPRESSIONS.includes(name)) checkDwaChunk(chunk.data, byteLength);
    if (name !== 'PIZ') return chunk;
    return { ...chunk, data: unpackPiz(chunk.data, header.channels, { width, height }) };
  });
}

/** @throws {AstcError} E_UNSUPPORTED where no channel is a colour */
function findSources({ channels }: ExrHeader): Sources {
  const indexOf = (name: string) => {
    const index = channels.findIndex((channel) => channel.name === name);
    return index < 0 ? undefined : index;
  };
  const alpha = indexOf('A');
  const [r, g, b, y] = ['R', 'G', 'B', 'Y'].map(indexOf);
  if (r !== undefined && g !== undefined && b !== undefined) return [r, g, b, alpha];
  // What has luminance alone; chroma beside it has a lower resolution and was refused.
  const single = y ?? (channels.length === 1 ? 0 : undefined);
  if (single !== undefined && indexOf('RY') === undefined) return [single, single, single, alpha];
  const names = channels.map(({ name }) => name).join(', ');
  throw new AstcError('E_UNSUPPORTED', `an OpenEXR image of channels ${names} (expected R, G and B, or Y)`);
}

/** Whether the decoder gives all components at once: they share a type. */
function isPlainRgb({ channels, compression }: ExrHeader, sources: Sources): boolean {
  const types = new Set(sources.filter((index) => index !== undefined).map((index) => channels[index]!.type));
  refuseIntegers(channels, compression);
  return (
    channels[sources[0]]!.name === 'R' && channels[sources[1]]!.name === 'G' && types.size === 1 && !types.has('uint')
  );
}

/** Integers beside the colours are stepped over; the decoder knows their size where they are stored as they are. */
function refuseIntegers(channels: readonly ExrChannel[], compression: number): void {
  const { name } = COMPRESSIONS[compression]!;
  const integer = channels.find(({ type }) => type === 'uint');
  if (integer === undefined || !TYPE_COMPRESSIONS.includes(name)) return;
  throw new AstcError('E_UNSUPPORTED', `an OpenEXR image of ${name} whose channel ${integer.name} is of integers`);
}

/** To the decoder integers are floats, of which it knows the size. */
function asFloat(channel: ExrChannel): ExrChannel {
  return channel.type === 'uint' ? { ...channel, type: 'float' } : channel;
}

/** Every channel as the luminance of a picture of its own: the decoder takes one type of components at a time. */
async function decodeOneByOne(
  { channels, compression }: ExrHeader,
  sources: Sources,
  decode: (channels: readonly ExrChannel[]) => Promise<Float32Array>,
  data: Float32Array,
): Promise<void> {
  const { name } = COMPRESSIONS[compression]!;
  const targets = new Map<number, number[]>();
  for (const [component, source] of sources.entries()) {
    if (source !== undefined) targets.set(source, [...(targets.get(source) ?? []), component]);
  }
  for (const [source, components] of targets) {
    const { type, name: own } = channels[source]!;
    if (type === 'uint') throw new AstcError('E_UNSUPPORTED', `an OpenEXR image whose channel ${own} is of integers`);
    if (NAME_COMPRESSIONS.includes(name) && own !== 'Y') {
      throw new AstcError('E_UNSUPPORTED', `an OpenEXR image of ${name} whose channels are of several types`);
    }
    const renamed = channels.map((channel, index) => ({
      ...asFloat(channel),
      name: index === source ? 'Y' : `other.${index}.${channel.name}`,
    }));
    const rows = await decode(renamed);
    for (const component of components) copyComponent(rows, data, component);
  }
}

/** The luminance of a picture as a component of another. */
function copyComponent(from: Float32Array, to: Float32Array, component: number): void {
  for (let texel = 0; texel < to.length; texel += 4) to[texel + component] = from[texel]!;
}

type ParseExr = typeof import('./exr-loader.js').parseExr;

function decodeChannels(
  parseExr: ParseExr,
  header: ExrHeader,
  channels: readonly ExrChannel[],
  chunks: readonly ExrChunk[],
): Float32Array {
  const size = chunkSize(header);
  const capacity =
    4 * Math.min(size.width, header.width) * Math.min(size.height, header.height) * pixelBytes(channels) + SPARE_BYTES;
  const unzlib = (data: Uint8Array) => {
    const content = unpackZlib(data, capacity);
    if (typeof content === 'string') throw invalidImage('exr', `a chunk that cannot be unpacked (${content})`);
    // The loader looks at the memory behind it.
    return content.slice();
  };
  const { data, width, height } = parseExr(layOutExrFile(header, channels, chunks).buffer, unzlib);
  if (data.length !== header.width * header.height * 4) throw invalidImage('exr', 'pixels of another size');
  return turnRows(data, width, height);
}

/** Last row first, in place. */
function turnRows(data: Float32Array, width: number, height: number): Float32Array {
  const rowLength = width * 4;
  const kept = new Float32Array(rowLength);
  for (let top = 0, bottom = height - 1; top < bottom; top++, bottom--) {
    kept.set(data.subarray(top * rowLength, (top + 1) * rowLength));
    data.copyWithin(top * rowLength, bottom * rowLength, (bottom + 1) * rowLength);
    data.set(kept, bottom * rowLength);
  }
  return data;
}

function plainReason(text: string): string {
  return text.replace(/^THREE\.EXRLoader: /, '');
}
