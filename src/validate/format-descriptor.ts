/**
 * The descriptor of a VkFormat: samples and planes must be those of the format.
 * Spec: KTX 2.0, "Restrictions" of the data format descriptor.
 */
import { MODEL, QUALIFIER, TRANSFER } from '../vk-formats/index.js';
import { ISSUE, type Issue } from './issues.js';
import type { Ktx2File, ParsedDescriptor, ParsedSample } from './ktx2-file.js';
import { formatName, SCHEME, schemeName, transferName } from './names.js';
import { findLayoutIssue } from './sample-layout.js';

/** KHR_DF_CHANNEL_*_ALPHA of every model that has one. */
const ALPHA = 15;

/** A field of a sample, as the file has it and as it must be. */
type Field = readonly [name: string, value: number, expected: number];

export function checkFormatDescriptor(
  file: Ktx2File,
  descriptor: ParsedDescriptor,
  stored: readonly ParsedSample[],
): void {
  checkBlockDimensions(file, descriptor, file.expected?.texelBlockDimension, formatName(file.header.vkFormat));
  checkSamples(file, descriptor);
  checkBytesPlanes(file, descriptor, file.expected?.bytesPlane, formatName(file.header.vkFormat));
  if (file.isBlockFormat || file.row?.isProhibited) return;
  const issue = findLayoutIssue(descriptor, stored);
  // Channels that share an exponent come twice.
  const isExcused = issue === ISSUE.sampleLayout && file.row?.name.startsWith('E5B9G9R9');
  if (issue !== undefined && !isExcused) file.report.add(issue, describeSamples(descriptor, stored));
}

function describeSamples({ bytesPlanes }: ParsedDescriptor, samples: readonly ParsedSample[]): string {
  const places = samples.map(({ channel, bitOffset, bitLength }) => `${channel} at ${bitOffset}+${bitLength + 1}`);
  return `bytesPlane is ${bytesPlanes.join(' ')}; channels lie in bits ${places.slice(0, 16).join(', ')}.`;
}

function checkSamples(file: Ktx2File, descriptor: ParsedDescriptor): void {
  const { expected, report } = file;
  if (expected === undefined) return;
  const { samples } = descriptor;
  if (samples.length !== expected.samples.length) {
    const counts = `${samples.length}, not ${expected.samples.length}`;
    report.add(ISSUE.sampleCount, `There are ${counts}, and vkFormat is ${formatName(file.header.vkFormat)}.`);
  }
  for (const [index, sample] of samples.slice(0, expected.samples.length).entries()) {
    const add = (issue: Issue, what: string) => report.add(issue, `Sample ${index + 1}: ${what}.`);
    const [placeFields, valueFields] = compareSample(file, descriptor, index);
    const addMismatches = (fields: readonly Field[]) => {
      for (const [name, value, wanted] of fields) {
        if (value !== wanted) add(ISSUE.sampleMismatch, `${name} is ${value}, not ${wanted}`);
      }
    };
    addMismatches(placeFields);
    checkLinear(descriptor, sample, add);
    addMismatches(valueFields);
  }
}

/** Fields before and after the one that depends on the transfer function. */
function compareSample(
  { row, expected }: Ktx2File,
  { model, samples }: ParsedDescriptor,
  index: number,
): [Field[], Field[]] {
  const sample = samples[index]!;
  const wanted = expected!.samples[index]!;
  // UASTC HDR has no negative values, though its VkFormats have.
  const isUastcHdr = model === MODEL.UASTC_HDR_4X4;
  const qualifiers = wanted.channelType & (isUastcHdr ? 0xf0 & ~QUALIFIER.SIGNED : 0xf0);
  const flag = (name: string, bit: number): Field => [name, sample.qualifiers & bit, qualifiers & bit];
  // Texels of 4:2:2 may have their luma elsewhere.
  const firstAxis = row?.kind === '422' ? 1 : 0;
  return [
    [
      ['bitOffset', sample.bitOffset, wanted.bitOffset],
      ['bitLength', sample.bitLength, wanted.bitLength],
      ['channel', sample.channel, wanted.channelType & 0x0f],
    ],
    [
      flag('the exponent qualifier', QUALIFIER.EXPONENT),
      flag('the signed qualifier', QUALIFIER.SIGNED),
      flag('the float qualifier', QUALIFIER.FLOAT),
      ...sample.positions
        .map((position, axis): Field => [`samplePosition${axis}`, position, wanted.samplePosition[axis]!])
        .slice(firstAxis),
      ['sampleLower', sample.lower, isUastcHdr ? 0 : wanted.sampleLower >>> 0],
      ['sampleUpper', sample.upper, wanted.sampleUpper >>> 0],
    ],
  ];
}

/** Alpha is linear, whatever the transfer function of colours is, and says so where that is not linear. */
function checkLinear(
  { transfer }: ParsedDescriptor,
  { channel, qualifiers }: ParsedSample,
  add: (issue: Issue, what: string) => void,
): void {
  const isMarked = (qualifiers & QUALIFIER.LINEAR) !== 0;
  const isLinear = transfer === TRANSFER.LINEAR || transfer === TRANSFER.UNSPECIFIED;
  const what = `channel ${channel} is ${isMarked ? '' : 'not '}marked, and transferFunction is ${transferName(transfer)}`;
  if (isLinear && isMarked) add(ISSUE.linearBesideLinear, what);
  if (!isLinear && isMarked !== (channel === ALPHA)) add(ISSUE.linearBesideNonLinear, what);
}

/** @param expected  each less one; undefined where nobody knows */
export function checkBlockDimensions(
  { report }: Ktx2File,
  { blockDimensions }: ParsedDescriptor,
  expected: readonly number[] | undefined,
  what: string,
): void {
  if (expected === undefined || expected.every((size, axis) => blockDimensions[axis] === size)) return;
  const show = (dimensions: readonly number[]) => dimensions.map((size) => size + 1).join('x');
  report.add(
    ISSUE.blockDimension,
    `Blocks have ${show(blockDimensions)} texels, not ${show(expected)} as for ${what}.`,
  );
}

/**
 * Supercompressed files of earlier revisions of the specification have a 0, which is still read.
 *
 * @param expected  undefined where nobody knows
 */
export function checkBytesPlanes(
  { report, header }: Ktx2File,
  { bytesPlanes }: ParsedDescriptor,
  expected: readonly number[] | undefined,
  what: string,
): void {
  const scheme = header.supercompressionScheme;
  if (scheme !== SCHEME.NONE && bytesPlanes[0] === 0) {
    report.add(ISSUE.bytesPlanesUnsized, `supercompressionScheme is ${schemeName(scheme)}.`);
  } else if (expected?.some((bytes, plane) => bytesPlanes[plane] !== bytes)) {
    report.add(ISSUE.bytesPlanes, `bytesPlane is ${bytesPlanes.join(' ')}, not ${expected.join(' ')} as for ${what}.`);
  }
}
