/**
 * A row from a name: Vulkan's names of uncompressed formats say everything.
 * Spec: Vulkan, "Identification of Formats"; KTX 2.0, "typeSize" and "Prohibited Formats".
 */
import { parseBlockFormat } from './block-codecs.js';
import { MODEL, QUALIFIER, RGBSDA_CHANNEL, YUVSDA_CHANNEL } from './khr-df.js';
import type { NumericFormat, VkFormatRow, VkSample } from './row.js';
import { makeSample } from './samples.js';

type Parsed = Omit<VkFormatRow, 'vk' | 'isProhibited'>;

export function parseFormat(vk: number, name: string): VkFormatRow {
  const row = parseKind(name);
  const isProhibited = row.kind === 'multi-planar' || row.numeric === 'USCALED' || row.numeric === 'SSCALED';
  return { vk, ...row, isProhibited };
}

function parseKind(name: string): Parsed {
  if (name.includes('_BLOCK')) return parseBlockFormat(name);
  if (name.includes('PLANE')) return parseMultiPlanar(name);
  if (name.includes('_422_')) return parse422(name);
  return /^(X8_)?[DS]\d/.test(name) ? parseDepthStencil(name) : parseColor(name);
}

const NUMERIC = /_(UNORM|SNORM|USCALED|SSCALED|UINT|SINT|SRGB|SFLOAT|UFLOAT|SFIXED5)/;

function numericOf(name: string): NumericFormat {
  return NUMERIC.exec(name)![1] as NumericFormat;
}

/** The one texel of formats that are neither compressed nor 4:2:2. */
const ONE_TEXEL = { blockWidth: 1, blockHeight: 1, blockDepth: 1 };

/** A component and the unused bits below it. */
interface Component {
  letter: string;
  bits: number;
  unused: number;
}

/** `R10X6G10X6` → R with 10 bits above 6 unused ones, G likewise. */
function readComponents(layout: string): Component[] {
  return [...layout.matchAll(/([A-WYZ])(\d+)(?:X(\d+))?/g)].map(([, letter = '', bits, unused = 0]) => ({
    letter,
    bits: Number(bits),
    unused: Number(unused),
  }));
}

/** Bytes of the word that all components share, or undefined where each has its own. */
function packedBytes(name: string): number | undefined {
  const bits = /_PACK(\d+)/.exec(name)?.[1];
  return bits === undefined ? undefined : Number(bits) / 8;
}

/** Components one after the other; those of one word are named from its most significant bit down. */
function layOut(name: string): { components: Component[]; offsets: number[]; totalBits: number } {
  const named = readComponents(name.split('_')[0]!);
  const components = packedBytes(name) === undefined ? named : named.reverse();
  let totalBits = 0;
  const offsets = components.map(({ bits, unused }) => {
    totalBits += unused + bits;
    return totalBits - bits;
  });
  return { components, offsets, totalBits };
}

function typeSizeOf(name: string, components: readonly Component[]): number {
  return packedBytes(name) ?? (components[0]!.bits + components[0]!.unused) / 8;
}

function parseColor(name: string): Parsed {
  const numeric = numericOf(name);
  const { components, offsets, totalBits } = layOut(name);
  const channelOf = ({ letter }: Component) => RGBSDA_CHANNEL[letter as keyof typeof RGBSDA_CHANNEL];
  return {
    name,
    kind: 'color',
    numeric,
    ...ONE_TEXEL,
    blockBytes: totalBits / 8,
    typeSize: typeSizeOf(name, components),
    isPacked: name.includes('PACK'),
    model: MODEL.RGBSDA,
    samples: name.startsWith('E5')
      ? sharedExponentSamples()
      : components.map((component, index) =>
          makeSample(numeric, channelOf(component), offsets[index]!, component.bits),
        ),
  };
}

/** E5B9G9R9: each channel has a mantissa of its own and the exponent of all. Spec: KDFS 1.3, "Shared exponent". */
function sharedExponentSamples(): VkSample[] {
  return [RGBSDA_CHANNEL.R, RGBSDA_CHANNEL.G, RGBSDA_CHANNEL.B].flatMap((channel) => [
    { ...makeSample('UNORM', channel, channel * 9, 9), upper: 8448 },
    { ...makeSample('UNORM', channel, 27, 5), qualifiers: QUALIFIER.EXPONENT, lower: 15, upper: 31 },
  ]);
}

/** Two texels with a green each, red and blue between them: X 64 is the left texel, 192 the right, Y 128 the middle. */
function parse422(name: string): Parsed {
  const { components, offsets, totalBits } = layOut(name);
  const secondGreen = components.findLastIndex(({ letter }) => letter === 'G');
  return {
    name,
    kind: '422',
    numeric: 'UNORM',
    ...ONE_TEXEL,
    blockWidth: 2,
    blockBytes: totalBits / 8,
    typeSize: typeSizeOf(name, components),
    isPacked: name.includes('PACK'),
    model: MODEL.YUVSDA,
    samples: components.map(({ letter, bits }, index) => ({
      ...makeSample('UNORM', YUVSDA_CHANNEL[letter as keyof typeof YUVSDA_CHANNEL], offsets[index]!, bits),
      positionX: index === secondGreen ? 192 : 64,
      positionY: 128,
    })),
  };
}

function parseMultiPlanar(name: string): Parsed {
  return {
    name,
    kind: 'multi-planar',
    numeric: 'UNORM',
    ...ONE_TEXEL,
    blockBytes: 0,
    typeSize: typeSizeOf(name, readComponents(name)),
    isPacked: name.includes('PACK'),
    model: MODEL.YUVSDA,
    samples: [],
  };
}

/** Depth from bit 0 and stencil above it, but for D24_UNORM_S8_UINT; sizes are powers of two. */
function parseDepthStencil(name: string): Parsed {
  const depthBits = Number(/D(\d+)/.exec(name)?.[1] ?? 0);
  const stencilBits = name.includes('S8') ? 8 : 0;
  const isStencilFirst = depthBits === 24 && stencilBits > 0;
  const stencil = makeSample('UINT', RGBSDA_CHANNEL.S, isStencilFirst ? 0 : depthBits, stencilBits);
  const depth = makeSample(numericOf(name), RGBSDA_CHANNEL.D, isStencilFirst ? stencilBits : 0, depthBits);
  const samples = isStencilFirst ? [stencil, depth] : [depth, stencil];
  return {
    name,
    kind: 'depth-stencil',
    numeric: numericOf(name),
    ...ONE_TEXEL,
    blockBytes: wordBytes(depthBits + stencilBits),
    typeSize: wordBytes(depthBits || stencilBits),
    isPacked: name.includes('PACK'),
    model: MODEL.RGBSDA,
    samples: samples.filter(({ bits }) => bits > 0),
  };
}

/** Bytes of the smallest word of a power of two that holds `bits`. */
function wordBytes(bits: number): number {
  return [1, 2, 4, 8].find((bytes) => bytes * 8 >= bits)!;
}
