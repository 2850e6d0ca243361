/** What WebGPU calls our formats, and which of them a device samples. */
import { blockBytes, footprintSize } from '../codec/formats.js';
import { AstcError } from '../errors.js';
import { ETC_FORMATS, type EtcFormat, FOOTPRINTS, type Footprint, type TextureFormat } from '../types.js';

/** A format on a device. */
export interface GpuTextureKind {
  format: TextureFormat;
  block: Footprint;
  isSrgb: boolean;
  gpuFormat: GPUTextureFormat;
  blockWidth: number;
  blockHeight: number;
  bytesPerBlock: number;
}

/** Formats with an sRGB twin end in `unorm`; ETC1 is ETC2 that uses less of it. */
const ETC_NAMES: Readonly<Record<EtcFormat, GPUTextureFormat>> = {
  etc1: 'etc2-rgb8unorm',
  'etc2-rgb': 'etc2-rgb8unorm',
  'etc2-rgba1': 'etc2-rgb8a1unorm',
  'etc2-rgba': 'etc2-rgba8unorm',
  'eac-r11': 'eac-r11unorm',
  'eac-rg11': 'eac-rg11unorm',
  'eac-r11-snorm': 'eac-r11snorm',
  'eac-rg11-snorm': 'eac-rg11snorm',
};

const FEATURES = { astc: 'texture-compression-astc', etc: 'texture-compression-etc2' } as const;

const familyOf = (format: TextureFormat) => (format === 'astc' ? 'astc' : 'etc');

/**
 * The best format that a device samples: ASTC, else ETC2 with alpha.
 *
 * @throws {AstcError} E_UNSUPPORTED where it samples neither
 */
export function bestFormat(device: GPUDevice): TextureFormat {
  if (device.features.has(FEATURES.astc)) return 'astc';
  if (device.features.has(FEATURES.etc)) return 'etc2-rgba';
  throw new AstcError('E_UNSUPPORTED', 'This device samples neither ASTC nor ETC2', {
    hint: `request it with requiredFeatures ['${FEATURES.astc}'] or ['${FEATURES.etc}'], where the adapter has them`,
  });
}

/** @throws {AstcError} E_UNSUPPORTED where the device does not sample the format */
export function requireSampled(device: GPUDevice, format: TextureFormat): void {
  const feature = FEATURES[familyOf(format)];
  if (device.features.has(feature)) return;
  throw new AstcError('E_UNSUPPORTED', `This device samples no ${format}: it was requested without ${feature}`, {
    hint: `requestDevice({ requiredFeatures: ['${feature}'] }), where the adapter has it; encodeToBuffer needs none`,
  });
}

export function textureKind(format: TextureFormat, footprint: Footprint, isSrgb: boolean): GpuTextureKind {
  const block = format === 'astc' ? footprint : '4x4';
  const { width, height } = footprintSize(block);
  const plain = format === 'astc' ? (`astc-${block}-unorm` as GPUTextureFormat) : ETC_NAMES[format];
  const hasTwin = plain.endsWith('unorm') && !plain.startsWith('eac');
  return {
    format,
    block,
    isSrgb: isSrgb && hasTwin,
    gpuFormat: isSrgb && hasTwin ? (`${plain}-srgb` as GPUTextureFormat) : plain,
    blockWidth: width,
    blockHeight: height,
    bytesPerBlock: blockBytes(format),
  };
}

/**
 * WebGPU makes compressed textures of whole blocks only.
 *
 * @throws {AstcError} E_OPTION with the footprints that would fit
 */
export function requireWholeBlocks(
  { format, block, blockWidth, blockHeight }: GpuTextureKind,
  width: number,
  height: number,
): void {
  if (width % blockWidth === 0 && height % blockHeight === 0) return;
  const fitting = FOOTPRINTS.filter((each) => {
    const size = footprintSize(each);
    return format === 'astc' && width % size.width === 0 && height % size.height === 0;
  });
  const hint = fitting.length > 0 ? `block ${fitting.join(', ')} would fit` : 'scale or pad the picture';
  throw new AstcError(
    'E_OPTION',
    `Expected a size of whole blocks of ${block} for a GPUTexture but received ${width}x${height}`,
    { hint: `${hint}; encodeToBuffer takes any size` },
  );
}

/** Index of an ETC format, as the codec counts them. */
export function etcIndex(format: TextureFormat): number {
  return ETC_FORMATS.indexOf(format as EtcFormat);
}
