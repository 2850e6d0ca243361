/**
 * Whether uncompressed samples are laid out as something a GPU reads: one plane, all of one kind of number, each channel
 * in consecutive bits from the low end or consecutive bytes from the high one.
 */
import { MODEL, QUALIFIER, RGBSDA_CHANNEL } from '../vk-formats/index.js';
import { hasChannel } from './channels.js';
import { ISSUE, type Issue } from './issues.js';
import type { ParsedDescriptor, ParsedSample } from './ktx2-file.js';

/** KHR_DF_CHANNEL_YUVSDA_Y: comes twice where two texels share their chroma. */
const LUMA = 0;

/** What is wrong with the layout; undefined also where it is of a model that has none. */
export function findLayoutIssue(
  { model, bytesPlanes }: ParsedDescriptor,
  samples: readonly ParsedSample[],
): Issue | undefined {
  if (samples.length === 0) return undefined;
  if (bytesPlanes.slice(1).some((bytes) => bytes !== 0)) return ISSUE.multiplePlanes;
  const isRgb = model === MODEL.RGBSDA;
  if (!isRgb && model !== MODEL.YUVSDA) return undefined;
  if (isRgb && samples.some(({ positions }) => positions.some((position) => position !== 0))) {
    return ISSUE.samplePositions;
  }
  if (!isRgb && !samples.every(({ channel }) => hasChannel(model, channel))) return undefined;
  if (isMixed(samples)) return ISSUE.mixedSamples;
  return isOrdered(model, samples) ? undefined : ISSUE.sampleLayout;
}

/** Depth and stencil may differ in kind, other channels may not. */
function isMixed(samples: readonly ParsedSample[]): boolean {
  if (samples.some(({ channel }) => channel === RGBSDA_CHANNEL.D || channel === RGBSDA_CHANNEL.S)) return false;
  return [QUALIFIER.SIGNED, QUALIFIER.FLOAT].some((bit) => new Set(samples.map((s) => s.qualifiers & bit)).size > 1);
}

/** Depth and stencil take the places of red and green. */
function placeOf(channel: number): number {
  if (channel === RGBSDA_CHANNEL.D) return RGBSDA_CHANNEL.R;
  return channel === RGBSDA_CHANNEL.S ? RGBSDA_CHANNEL.G : channel;
}

/** Walks the samples in order; a channel goes on in the next sample, and does not come back later. */
function isOrdered(model: number, samples: readonly ParsedSample[]): boolean {
  const isPacked = samples.some(({ bitOffset, bitLength }) => ((bitOffset | (bitOffset + bitLength + 1)) & 7) !== 0);
  const goesOn = isPacked ? goesOnPacked : createByteOrder();
  const taken = new Set<number>();
  let previous: ParsedSample | undefined;
  for (const sample of samples) {
    // Unknown channels have an error of their own.
    if (!hasChannel(model, sample.channel)) return true;
    if (previous?.channel === sample.channel) {
      if (!goesOn(previous, sample)) return false;
    } else {
      let place = placeOf(sample.channel);
      if (taken.has(place) && model === MODEL.YUVSDA && sample.channel === LUMA) {
        // The luma of the second texel takes the place of alpha.
        if (taken.has(RGBSDA_CHANNEL.A)) return true;
        place = RGBSDA_CHANNEL.A;
      }
      if (taken.has(place)) return false;
      taken.add(place);
    }
    previous = sample;
  }
  return true;
}

/** Only big-endian words split a channel: into the end of one byte and the beginning of the byte before. */
function goesOnPacked(previous: ParsedSample, sample: ParsedSample): boolean {
  const isByteBefore = sample.bitOffset >> 3 === (previous.bitOffset >> 3) - 1;
  const reachesByteEnd = ((previous.bitOffset + previous.bitLength + 1) & 7) === 0;
  return isByteBefore && reachesByteEnd && (sample.bitOffset & 7) === 0;
}

/** Bytes go on upward or downward, all channels alike. */
function createByteOrder(): (previous: ParsedSample, sample: ParsedSample) => boolean {
  let order: 'up' | 'down' | undefined;
  return (previous, sample) => {
    const step = (sample.bitOffset - previous.bitOffset) >> 3;
    const direction = step === -1 ? 'down' : step === (previous.bitLength + 1) >> 3 ? 'up' : undefined;
    if (direction === undefined || (order !== undefined && direction !== order)) return false;
    order = direction;
    return true;
  };
}
