/** What a texture file says, as a document and as text. */
import { vkFormatOfTexture, vkNameOf } from '../containers/carried-format.js';
import { blockSizeOf, levelSize, shapeName, shapeOf } from '../containers/texture-shape.js';
import type { Texture } from '../types.js';
import { formatBytes } from './texts.js';
import { formatText, packedText, valueText } from './texture-text.js';

/** The document's entry, less what the blocks are made of. */
export function describeTexture(texture: Texture, byteLength: number) {
  const block = blockSizeOf(texture);
  const packedBytes = texture.supercompression?.byteLengths;
  return {
    format: texture.format,
    block: texture.block,
    vkFormat: { number: vkFormatOfTexture(texture), name: vkNameOf(texture) },
    bitsPerTexel: (block.bytes * 8) / (block.width * block.height * block.depth),
    profile: texture.profile,
    colorSpace: texture.colorSpace,
    primaries: texture.primaries ?? 'bt709',
    premultiplied: texture.premultiplied ?? false,
    selfDescribing: texture.selfDescribing ?? true,
    writer: texture.writer ?? null,
    writerParams: texture.writerParams ?? null,
    orientation: texture.orientation ?? null,
    swizzle: texture.swizzle ?? null,
    keyValues: Object.fromEntries(
      Object.entries(texture.keyValues ?? {}).map(([key, value]) => [key, valueText(value)]),
    ),
    supercompression: texture.supercompression?.scheme ?? packedText(texture) ?? null,
    width: texture.width,
    height: texture.height,
    depth: texture.depth ?? null,
    layers: texture.layers ?? null,
    faces: texture.faces ?? 1,
    generateMips: texture.generateMips ?? false,
    bytes: byteLength,
    levels: texture.levels.map(({ width, height, depth, data }, level) => ({
      width,
      height,
      ...(depth !== undefined && { depth }),
      bytes: data.length,
      ...(packedBytes && { packedBytes: packedBytes[level] }),
    })),
  };
}

type Facts = ReturnType<typeof describeTexture>;

/** The same for people. */
export function textureLines(
  input: string,
  container: string,
  { facts, texture }: { facts: Facts; texture: Texture },
): string[] {
  const assumed = facts.selfDescribing ? '' : ' (assumed: the container does not say)';
  const alpha = facts.premultiplied ? ', premultiplied alpha' : '';
  const bits = facts.bitsPerTexel === 0 ? '' : `, ${facts.bitsPerTexel.toFixed(2)} bits a texel`;
  const writer = facts.writer === null ? '' : `, written by ${facts.writer}`;
  const params = facts.writerParams === null ? [] : [`  made with: ${facts.writerParams}`];
  const format = formatText(texture);
  const packed = facts.supercompression === null ? [] : [`  supercompression: ${facts.supercompression}`];
  return [
    `${input}`,
    `  container: ${container}, ${formatBytes(facts.bytes)}${writer}`,
    ...params,
    `  format: ${format}${bits}${format === facts.vkFormat.name ? '' : `, ${facts.vkFormat.name}`}`,
    `  profile: ${facts.profile}, ${facts.colorSpace}${alpha}${assumed}`,
    ...packed,
    ...shapeLines(texture),
    ...entryLines(facts),
    ...levelLines(facts, texture),
  ];
}

/** A plain picture is its size. */
function shapeLines(texture: Texture): string[] {
  const shape = shapeOf(texture);
  const name = shapeName(shape);
  const mips = texture.generateMips ? ['  mip levels: to be made by the loader'] : [];
  return [
    name.startsWith('2D texture of ') ? `  size: ${texture.width}x${texture.height}` : `  shape: ${name}`,
    ...mips,
  ];
}

function entryLines({ orientation, swizzle, keyValues }: Facts): string[] {
  const entries = { ...(orientation && { orientation }), ...(swizzle && { swizzle }), ...keyValues };
  return Object.entries(entries).map(([key, value]) => `  ${key}: ${value}`);
}

function levelLines({ levels }: Facts, texture: Texture): string[] {
  return levels.map(({ bytes, packedBytes }, level) => {
    const { width, height, depth } = levelSize(shapeOf(texture), level);
    const size = texture.depth === undefined ? `${width}x${height}` : `${width}x${height}x${depth}`;
    const packed = packedBytes === undefined ? '' : `, ${formatBytes(packedBytes)} packed`;
    return `  level ${level}: ${size}, ${formatBytes(bytes)}${packed}`;
  });
}
