/** The header: identifier, format, size, shape, levels, scheme. Spec: KTX 2.0, "Header" and "Texture Type". */
import { VK_FORMAT_UNDEFINED } from '../vk-formats/index.js';
import { ISSUE } from './issues.js';
import type { Ktx2File } from './ktx2-file.js';
import { formatName, SCHEME, schemeName, VENDOR_SCHEMES } from './names.js';

const IDENTIFIER = [0xab, 0x4b, 0x54, 0x58, 0x20, 0x32, 0x30, 0xbb, 0x0d, 0x0a, 0x1a, 0x0a];

/** Numbers below are Vulkan's own, numbers from it on those of extensions. */
const FIRST_EXTENSION_FORMAT = 1_000_001_000;

export function checkHeader(file: Ktx2File): void {
  checkIdentifier(file);
  checkFormat(file);
  checkSize(file);
  checkShape(file);
  checkLevelCount(file);
  checkScheme(file);
  if (file.options.gltfBasisu) checkGltf(file);
}

function checkIdentifier({ bytes, report }: Ktx2File): void {
  const identifier = bytes.part(0, IDENTIFIER.length, 'The identifier');
  if (IDENTIFIER.some((byte, index) => identifier[index] !== byte)) {
    const found = [...identifier].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    report.stop(ISSUE.notKtx2, `The file begins with ${found} instead of the identifier of KTX2.`);
  }
}

function checkFormat(file: Ktx2File): void {
  const { report, row, header } = file;
  const { vkFormat, typeSize } = header;
  const name = formatName(vkFormat);
  if (row?.isProhibited) report.add(ISSUE.prohibitedFormat, `vkFormat is ${name}.`);
  if (row === undefined && vkFormat !== VK_FORMAT_UNDEFINED) {
    const isOfExtension = vkFormat >= FIRST_EXTENSION_FORMAT && vkFormat < 2 ** 31;
    report.add(isOfExtension ? ISSUE.unknownFormat : ISSUE.invalidFormat, `vkFormat is ${vkFormat}.`);
  }
  if (file.hasBlockScheme && vkFormat !== VK_FORMAT_UNDEFINED) {
    const scheme = schemeName(header.supercompressionScheme);
    report.add(ISSUE.formatBesideBasis, `vkFormat is ${name} and supercompressionScheme is ${scheme}.`);
  }
  // That of other formats needs the descriptor: see `basic-descriptor.ts`.
  if ((vkFormat === VK_FORMAT_UNDEFINED || file.isBlockFormat) && typeSize !== 1) {
    report.add(ISSUE.typeSizeNotOne, `typeSize is ${typeSize} and vkFormat is ${name}.`);
  }
}

function checkSize(file: Ktx2File): void {
  const { report, row, header } = file;
  const { pixelWidth, pixelHeight, pixelDepth, faceCount } = header;
  if (pixelWidth === 0) report.add(ISSUE.widthZero, 'pixelWidth is 0.');
  if (pixelHeight === 0) addForBlocks(file, ISSUE.blocksWithoutHeight, 'pixelHeight is 0');
  if (faceCount === 6 && pixelWidth !== pixelHeight) {
    report.add(ISSUE.cubeNotSquare, `faceCount is 6, and faces have ${pixelWidth} x ${pixelHeight} texels.`);
  }
  if (pixelDepth !== 0 && pixelHeight === 0) {
    report.add(ISSUE.depthWithoutHeight, `pixelDepth is ${pixelDepth} and pixelHeight is 0.`);
  }
  if (row !== undefined && row.blockDepth > 1 && pixelDepth === 0) {
    report.add(ISSUE.blocksWithoutDepth, `pixelDepth is 0 and vkFormat is ${row.name}.`);
  }
  if (row?.kind === 'depth-stencil' && pixelDepth !== 0) {
    report.add(ISSUE.depthStencilWithDepth, `pixelDepth is ${pixelDepth} and vkFormat is ${row.name}.`);
  }
}

/** Once for a format of blocks, once for a scheme of blocks. */
function addForBlocks(
  { report, header, isBlockFormat, hasBlockScheme }: Ktx2File,
  issue: typeof ISSUE.blocksWithoutHeight | typeof ISSUE.blocksWithoutLevels,
  what: string,
): void {
  if (isBlockFormat) report.add(issue, `${what} and vkFormat is ${formatName(header.vkFormat)}.`);
  if (hasBlockScheme) {
    report.add(issue, `${what} and supercompressionScheme is ${schemeName(header.supercompressionScheme)}.`);
  }
}

function checkShape({ report, header, dimensionCount }: Ktx2File): void {
  const { pixelDepth, layerCount, faceCount } = header;
  if (faceCount === 6 && pixelDepth !== 0) {
    report.add(ISSUE.cubeWithDepth, `faceCount is 6 and pixelDepth is ${pixelDepth}.`);
  }
  if (dimensionCount === 3 && layerCount !== 0) {
    report.add(ISSUE.array3d, `pixelDepth is ${pixelDepth} and layerCount is ${layerCount}.`);
  }
  if (faceCount !== 6 && faceCount !== 1) report.add(ISSUE.invalidFaceCount, `faceCount is ${faceCount}.`);
}

/** The longest side: the one that decides how many levels there can be. */
function longestSide({ pixelWidth, pixelHeight, pixelDepth }: Ktx2File['header']): number {
  return Math.max(pixelWidth, pixelHeight, pixelDepth);
}

function checkLevelCount(file: Ktx2File): void {
  const { report, header, levelCount } = file;
  if (header.levelCount === 0) addForBlocks(file, ISSUE.blocksWithoutLevels, 'levelCount is 0');
  const longest = longestSide(header);
  if (longest < 2 ** (levelCount - 1)) {
    report.add(ISSUE.tooManyLevels, `levelCount is ${levelCount} and the longest side has ${longest} texels.`);
  }
}

function checkScheme({ report, header }: Ktx2File): void {
  const { supercompressionScheme: scheme } = header;
  const details = `supercompressionScheme is ${schemeName(scheme)}.`;
  if (scheme >= VENDOR_SCHEMES.first && scheme <= VENDOR_SCHEMES.last) {
    report.add(ISSUE.vendorSupercompression, details);
  } else if (scheme > SCHEME.UASTC_HDR_6X6_INTERMEDIATE) {
    report.add(ISSUE.invalidSupercompression, details);
  }
}

/** Spec: glTF, KHR_texture_basisu. */
function checkGltf({ report, header }: Ktx2File): void {
  const { supercompressionScheme: scheme, levelCount } = header;
  if (scheme !== SCHEME.NONE && scheme !== SCHEME.BASIS_LZ && scheme !== SCHEME.ZSTD) {
    report.add(ISSUE.gltfSupercompression, `supercompressionScheme is ${schemeName(scheme)}.`);
  }
  for (const [field, allowed] of [
    ['pixelDepth', 0],
    ['layerCount', 0],
    ['faceCount', 1],
  ] as const) {
    if (header[field] !== allowed) report.add(ISSUE.gltfTextureType, `${field} is ${header[field]}, not ${allowed}.`);
  }
  for (const field of ['pixelWidth', 'pixelHeight'] as const) {
    if (header[field] % 4 !== 0) report.add(ISSUE.gltfSize, `${field} is ${header[field]}.`);
  }
  const allLevels = 1 + Math.floor(Math.log2(Math.max(longestSide(header), 1)));
  if (levelCount !== 1 && levelCount !== allLevels) {
    report.add(ISSUE.gltfLevelCount, `levelCount is ${levelCount}, not 1 or ${allLevels}.`);
  }
}
