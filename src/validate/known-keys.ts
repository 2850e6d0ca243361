/** The keys that the specification knows, and what their values must be. Spec: KTX 2.0, "Predefined Key/Value Pairs". */

import { viewOf } from '../unpack/numbers.js';
import { MODEL, TRANSFER, VK_FORMAT_UNDEFINED } from '../vk-formats/index.js';
import { ISSUE, type Issue } from './issues.js';
import { isBlockModel, type Ktx2File } from './ktx2-file.js';
import { formatName, modelName, schemeName } from './names.js';
import { isUtf8, untilNul } from './text-bytes.js';

type CheckValue = (file: Ktx2File, value: Uint8Array) => void;

export const KNOWN_KEYS: Readonly<Record<string, CheckValue>> = {
  KTXcubemapIncomplete: checkCubemapIncomplete,
  KTXorientation: checkOrientation,
  KTXglFormat: checkGlFormat,
  KTXdxgiFormat__: (file, value) =>
    checkOtherFormat(file, value, 4, ISSUE.dxgiFormatBesideFormat, ISSUE.dxgiFormatSize),
  KTXmetalPixelFormat: (file, value) =>
    checkOtherFormat(file, value, 4, ISSUE.metalFormatBesideFormat, ISSUE.metalFormatSize),
  KTXswizzle: checkSwizzle,
  KTXwriter: (file, value) => checkText(file, value, ISSUE.writerUnterminated, ISSUE.writerNotUtf8),
  KTXwriterScParams: (file, value) =>
    checkText(file, value, ISSUE.writerParametersUnterminated, ISSUE.writerParametersNotUtf8),
  KTXastcDecodeMode: checkAstcDecodeMode,
  KTXanimData: checkAnimationData,
};

const ALL_FACES = 0b111111;

/** One byte with a bit for each face that is there. */
function checkCubemapIncomplete({ report, header }: Ktx2File, value: Uint8Array): void {
  const { layerCount, faceCount, pixelWidth, pixelHeight, pixelDepth } = header;
  if (value.length !== 1) report.add(ISSUE.cubeFacesSize, `It has ${value.length} bytes.`);
  if (value.length === 0) return;
  const bits = value[0]!;
  const shown = bits.toString(2).padStart(8, '0');
  if ((bits & ~ALL_FACES) !== 0) report.add(ISSUE.cubeFacesReservedBits, `It is ${shown}.`);
  const count = [...(bits & ALL_FACES).toString(2)].filter((bit) => bit === '1').length;
  if (count === 6) report.add(ISSUE.cubeFacesAll, `It is ${shown}.`);
  if (count === 0) report.add(ISSUE.cubeFacesNone, `It is ${shown}.`);
  else if (layerCount % count !== 0) {
    report.add(ISSUE.cubeFacesLayers, `layerCount is ${layerCount}, and ${count} faces are named.`);
  }
  if (faceCount !== 1) report.add(ISSUE.cubeFacesFaceCount, `faceCount is ${faceCount}.`);
  if (pixelHeight !== pixelWidth) report.add(ISSUE.cubeNotSquare, `Faces have ${pixelWidth} x ${pixelHeight} texels.`);
  if (pixelDepth !== 0) report.add(ISSUE.cubeWithDepth, `pixelDepth is ${pixelDepth}.`);
}

/** Where X, Y and Z point to: right or left, down or up, out or in. */
const DIRECTIONS = ['rl', 'du', 'oi'];

function checkOrientation({ report, dimensionCount, options }: Ktx2File, value: Uint8Array): void {
  const { bytes, text, isTerminated } = untilNul(value);
  if (!isTerminated) report.add(ISSUE.orientationUnterminated, `It is ${text}.`);
  if (bytes.length !== dimensionCount) {
    report.add(ISSUE.orientationDimensions, `It is ${text}, and the texture has ${dimensionCount}.`);
  }
  [...text].slice(0, dimensionCount).forEach((letter, dimension) => {
    if (DIRECTIONS[dimension]!.includes(letter)) return;
    report.add(ISSUE.orientationValue, `Letter ${dimension + 1} of ${text} is none of ${DIRECTIONS[dimension]}.`);
  });
  if (options.gltfBasisu && text !== 'rd') report.add(ISSUE.gltfOrientation, `It is ${text}.`);
}

/** A format of another API, for files that have no VkFormat. */
function checkOtherFormat(
  { report, header }: Ktx2File,
  value: Uint8Array,
  length: number,
  besideFormat: Issue,
  wrongSize: Issue,
): void {
  if (header.vkFormat !== VK_FORMAT_UNDEFINED) report.add(besideFormat, `vkFormat is ${formatName(header.vkFormat)}.`);
  if (value.length !== length) report.add(wrongSize, `It has ${value.length} bytes.`);
}

/** glInternalformat, glFormat and glType. */
function checkGlFormat(file: Ktx2File, value: Uint8Array): void {
  const { report, header, descriptor, hasBlockScheme } = file;
  checkOtherFormat(file, value, 12, ISSUE.glFormatBesideFormat, ISSUE.glFormatSize);
  if (value.length !== 12) return;
  const view = viewOf(value);
  const [glFormat, glType] = [view.getUint32(4, true), view.getUint32(8, true)];
  if (glFormat === 0 && glType === 0) return;
  const details = `glFormat is ${glFormat} and glType is ${glType}`;
  if (hasBlockScheme) {
    const scheme = schemeName(header.supercompressionScheme);
    report.add(ISSUE.glFormatCompressed, `${details}, and supercompressionScheme is ${scheme}.`);
  } else if (descriptor !== undefined && isBlockModel(descriptor.model)) {
    report.add(ISSUE.glFormatCompressed, `${details}, and colorModel is ${modelName(descriptor.model)}.`);
  }
}

function checkSwizzle({ report, row, options }: Ktx2File, value: Uint8Array): void {
  const { bytes, text, isTerminated } = untilNul(value);
  if (!isTerminated) report.add(ISSUE.swizzleUnterminated, `It is ${text}.`);
  if (bytes.length !== 4) report.add(ISSUE.swizzleSize, `It is ${text}, in ${value.length} bytes.`);
  [...text].slice(0, 4).forEach((letter, component) => {
    if (!'rgba01'.includes(letter)) report.add(ISSUE.swizzleValue, `Letter ${component + 1} of ${text} is ${letter}.`);
  });
  if (row?.kind === 'depth-stencil') report.add(ISSUE.swizzleWithoutEffect, `vkFormat is ${row.name}.`);
  if (options.gltfBasisu && text !== 'rgba') report.add(ISSUE.gltfSwizzle, `It is ${text}.`);
}

function checkText({ report }: Ktx2File, value: Uint8Array, unterminated: Issue, notUtf8: Issue): void {
  const { bytes, text, isTerminated } = untilNul(value);
  if (!isTerminated) report.add(unterminated, `It is ${text}.`);
  if (!isUtf8(bytes)) report.add(notUtf8, `It is ${text}.`);
}

function checkAstcDecodeMode({ report, row, header, descriptor }: Ktx2File, value: Uint8Array): void {
  const { text, isTerminated } = untilNul(value);
  if (!isTerminated) report.add(ISSUE.decodeModeUnterminated, `It is ${text}.`);
  if (text !== 'rgb9e5' && text !== 'unorm8') report.add(ISSUE.decodeModeValue, `It is ${text}.`);
  const isLdrAstc = row?.model === MODEL.ASTC && row.numeric !== 'SFLOAT';
  if (descriptor !== undefined && descriptor.model !== MODEL.ASTC) {
    report.add(ISSUE.decodeModeNotAstc, `colorModel is ${modelName(descriptor.model)}.`);
  } else if (text === 'unorm8' && !isLdrAstc) {
    report.add(ISSUE.decodeModeNotLdr, `vkFormat is ${formatName(header.vkFormat)}.`);
  }
  if (descriptor?.transfer === TRANSFER.SRGB) report.add(ISSUE.decodeModeSrgb, 'transferFunction is SRGB.');
}

/** Duration, timescale and loop count. */
function checkAnimationData({ report, header }: Ktx2File, value: Uint8Array): void {
  if (value.length !== 12) report.add(ISSUE.animationSize, `It has ${value.length} bytes.`);
  if (header.layerCount === 0) report.add(ISSUE.animationNotArray, 'layerCount is 0.');
}
