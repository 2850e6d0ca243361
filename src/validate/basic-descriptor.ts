/**
 * The basic descriptor block: what it says of colours, and whether it is that of the file's format.
 * Spec: KDFS 1.3, "Basic descriptor block"; KTX 2.0, "Restrictions" of the data format descriptor.
 */
import { DESCRIPTOR_VERSION, hasSrgbTwin, MODEL, TRANSFER, VK_FORMAT_UNDEFINED } from '../vk-formats/index.js';
import { checkBasisDescriptor, checkUastcDescriptor, checkUndefinedDescriptor } from './basis-descriptor.js';
import { hasChannel } from './channels.js';
import { checkFormatDescriptor } from './format-descriptor.js';
import { checkGltfDescriptor } from './gltf-descriptor.js';
import { ISSUE } from './issues.js';
import { isBlockModel, type Ktx2File, type ParsedDescriptor, type ParsedSample } from './ktx2-file.js';
import {
  formatName,
  isKnownPrimaries,
  isKnownTransfer,
  modelName,
  primariesName,
  SCHEME,
  transferName,
} from './names.js';

/** @param stored  all samples, also those beyond the limit that the descriptor ends at */
export function checkBasicDescriptor(
  file: Ktx2File,
  descriptor: ParsedDescriptor,
  stored: readonly ParsedSample[],
): void {
  checkVersion(file, descriptor);
  checkTransfer(file, descriptor);
  checkModel(file, descriptor);
  if (file.options.gltfBasisu) checkGltfDescriptor(file, descriptor);
  if (!isKnownPrimaries(descriptor.primaries)) {
    file.report.add(ISSUE.invalidPrimaries, `colorPrimaries are ${primariesName(descriptor.primaries)}.`);
  }
  checkChannels(file, descriptor);
  checkLayout(file, descriptor, stored);
  checkHeaderAgain(file, descriptor);
}

function checkVersion({ report }: Ktx2File, { versionNumber }: ParsedDescriptor): void {
  if (versionNumber !== DESCRIPTOR_VERSION) {
    report.add(ISSUE.descriptorVersion, `versionNumber is ${versionNumber}, not ${DESCRIPTOR_VERSION}.`);
  }
}

function checkTransfer({ report, row }: Ktx2File, { transfer }: ParsedDescriptor): void {
  const details = `transferFunction is ${transferName(transfer)}`;
  if (!isKnownTransfer(transfer)) report.add(ISSUE.invalidTransfer, `${details}.`);
  if (row === undefined) return;
  const beside = `${details} and vkFormat is ${row.name}.`;
  if (row.numeric === 'SRGB' && transfer !== TRANSFER.SRGB) report.add(ISSUE.transferNotSrgb, beside);
  if (transfer === TRANSFER.SRGB && hasSrgbTwin(row)) report.add(ISSUE.transferSrgb, beside);
}

function checkModel({ report, row, header }: Ktx2File, { model }: ParsedDescriptor): void {
  const details = `colorModel is ${modelName(model)}`;
  const beside = `${details} and vkFormat is ${formatName(header.vkFormat)}`;
  if (row?.name.includes('_422_')) {
    if (!row.isProhibited && model !== MODEL.YUVSDA) report.add(ISSUE.modelNotYuv, `${beside}.`);
  } else if (row?.kind === 'block') {
    // UASTC HDR is a subset of ASTC HDR, under its VkFormats.
    const isSubset = model === MODEL.UASTC_HDR_4X4 && row.model === MODEL.ASTC && row.numeric === 'SFLOAT';
    if (model !== row.model && !isSubset) report.add(ISSUE.modelNotBlock, `${beside}, not ${modelName(row.model)}.`);
  } else if (header.vkFormat !== VK_FORMAT_UNDEFINED && model !== MODEL.RGBSDA) {
    report.add(ISSUE.modelNotRgb, `${beside}.`);
  }
  if (header.supercompressionScheme === SCHEME.BASIS_LZ && model !== MODEL.ETC1S) {
    report.add(ISSUE.modelNotEtc1s, `${details}.`);
  }
}

function checkChannels({ report }: Ktx2File, { model, samples }: ParsedDescriptor): void {
  samples.forEach(({ channel }, index) => {
    if (hasChannel(model, channel)) return;
    report.add(
      ISSUE.invalidChannel,
      `Sample ${index + 1} has channel ${channel}, and colorModel is ${modelName(model)}.`,
    );
  });
}

/** Planes, block dimensions and samples, by what the scheme and the format are. */
function checkLayout(file: Ktx2File, descriptor: ParsedDescriptor, stored: readonly ParsedSample[]): void {
  const { supercompressionScheme: scheme, vkFormat } = file.header;
  if (scheme === SCHEME.BASIS_LZ) checkBasisDescriptor(file, descriptor);
  // Of other schemes nobody knows what they do to a descriptor.
  if (scheme !== SCHEME.NONE && scheme !== SCHEME.ZSTD && scheme !== SCHEME.ZLIB) return;
  if (vkFormat !== VK_FORMAT_UNDEFINED) checkFormatDescriptor(file, descriptor, stored);
  else if (descriptor.model === MODEL.UASTC) checkUastcDescriptor(file, descriptor);
  else checkUndefinedDescriptor(file, descriptor);
}

/** What the header could not be asked before the colour model was known. */
function checkHeaderAgain(
  { report, row, header, isBlockFormat, hasBlockScheme }: Ktx2File,
  { model }: ParsedDescriptor,
): void {
  const { vkFormat, typeSize, pixelHeight, levelCount } = header;
  const beside = `colorModel is ${modelName(model)}.`;
  if (vkFormat === VK_FORMAT_UNDEFINED) {
    if (hasBlockScheme || !isBlockModel(model)) return;
    if (pixelHeight === 0) report.add(ISSUE.blocksWithoutHeight, `pixelHeight is 0 and ${beside}`);
    if (levelCount === 0) report.add(ISSUE.blocksWithoutLevels, `levelCount is 0 and ${beside}`);
  } else if (!isBlockFormat && isBlockModel(model)) {
    if (typeSize !== 1) report.add(ISSUE.typeSizeNotOne, `typeSize is ${typeSize} and ${beside}`);
  } else if (!isBlockFormat && row !== undefined && !row.isProhibited && typeSize !== row.typeSize) {
    report.add(ISSUE.typeSizeMismatch, `typeSize is ${typeSize}, not ${row.typeSize}, and vkFormat is ${row.name}.`);
  }
}
