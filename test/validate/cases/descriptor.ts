/** Faults of the data format descriptor. */
import { basicBlock, concat, otherBlock, patch } from '../build-ktx2.js';
import {
  astc,
  basis,
  custom,
  etc1sBlock,
  RGBA8_BLOCK,
  RGBA8_SAMPLES,
  rg16f,
  rgba8,
  uastc,
  uastcHdr,
  yuv422,
  zstd,
} from '../subjects.js';
import { type Case, GLTF } from './case.js';

/** KHR_DF_KHR_DESCRIPTORTYPE_ADDITIONAL_DIMENSIONS: known, and not looked into. */
const KNOWN_BLOCK = otherBlock(0, 0x6002);
const rgba8With = (...blocks: Uint8Array[]) => rgba8({ descriptor: concat(...blocks) });
const rgba8Of = (samples: Parameters<typeof basicBlock>[0]['samples']) =>
  rgba8With(basicBlock({ model: 1, planes: [4], samples }));
/** Of one sample a byte, all red. */
const reds = (count: number) =>
  rgba8Of(
    Array.from({ length: count }, (_, index) => ({
      channel: index === 1 ? 1 : 0,
      bitOffset: index * 8,
      bits: 8,
      upper: 255,
    })),
  );

export const DESCRIPTOR_CASES: readonly Case[] = [
  ['another total size', () => patch(rgba8(), { 'dfd.totalSize': 96 }), [6001]],
  ['eleven blocks', () => rgba8With(RGBA8_BLOCK, ...new Array(10).fill(KNOWN_BLOCK)), [6002]],
  ['a block of a vendor', () => rgba8With(RGBA8_BLOCK, otherBlock(3, 0)), [6003]],
  ['a block of an unknown type', () => rgba8With(RGBA8_BLOCK, otherBlock(0, 7)), [6003]],
  ['a cut block header', () => rgba8With(RGBA8_BLOCK, new Uint8Array(4)), [6004]],
  ['two basic blocks', () => rgba8With(RGBA8_BLOCK, RGBA8_BLOCK), [6005]],
  ['a block of 4 bytes', () => rgba8With(RGBA8_BLOCK, otherBlock(0, 0x6002, 4)), [6006]],
  ['a block beyond the end', () => rgba8With(RGBA8_BLOCK, otherBlock(0, 0x6002, 12).slice(0, 8)), [6007]],
  ['a basic block that is second', () => rgba8With(KNOWN_BLOCK, RGBA8_BLOCK), [6008]],
  ['half a sample', () => patch(rgba8With(RGBA8_BLOCK, new Uint8Array(8)), { 'dfd.size': 96 }), [6009]],
  ['a basic block of 8 bytes', () => rgba8With(otherBlock(0, 0)), [6010]],
  ['a newer version', () => patch(rgba8(), { 'dfd.version': 3 }), [6011]],
  ['an unknown transfer function', () => patch(rgba8(), { 'dfd.transfer': 20, 'sample3.channelType': 0x1f }), [6012]],
  ['SRGB without sRGB', () => patch(rgba8(), { vkFormat: 43 }), [6013]],
  ['UNORM with sRGB', () => patch(rgba8(), { 'dfd.transfer': 2, 'sample3.channelType': 0x1f }), [6014]],
  ['another model', () => patch(rgba8(), { 'dfd.model': 2 }), [6015]],
  ['another model of blocks', () => patch(astc(), { 'dfd.model': 134 }), [6016]],
  ['UASTC HDR under LDR', () => patch(uastcHdr(), { vkFormat: 157 }), [6016, 6028, 6028]],
  ['4:2:2 as RGB', () => patch(yuv422(), { 'dfd.model': 1 }), [6017, 6204]],
  ['BasisLZ of ASTC', () => patch(basis(), { 'dfd.model': 162 }), [6018]],
  ['unknown primaries', () => patch(rgba8(), { 'dfd.primaries': 12 }), [6019]],
  ['ASTC of 5 x 4 as 4 x 4', () => patch(astc(), { 'dfd.dimension0': 4 }), [6020]],
  ['UASTC of 5 x 4', () => patch(uastc(), { 'dfd.dimension0': 4 }), [6020]],
  ['ETC1S of 4 x 4 x 2', () => patch(basis(), { 'dfd.dimension2': 1 }), [6020]],
  ['bytes of another format', () => patch(rgba8(), { 'dfd.plane0': 3 }), [6021]],
  ['UASTC of 8 bytes', () => patch(uastc(), { 'dfd.plane0': 8 }), [6021, 4004]],
  ['ETC1S of 16 bytes', () => patch(basis(), { 'dfd.plane0': 16 }), [6021]],
  ['a format of no bytes', () => patch(custom(), { 'dfd.plane0': 0 }), [6023]],
  ['two planes of RGBA', () => patch(rgba8(), { 'dfd.plane1': 4 }), [6021, 6024]],
  ['two planes of nobody', () => patch(custom(), { 'dfd.plane1': 1 }), [6024]],
  ['three samples of RGBA', () => rgba8Of(RGBA8_SAMPLES.slice(0, 3)), [6025]],
  [
    'two samples of UASTC',
    () =>
      uastc({
        descriptor: basicBlock({
          model: 166,
          transfer: 2,
          block: [4, 4],
          planes: [16],
          samples: new Array(2).fill({ channel: 0, bitOffset: 0, bits: 128 }),
        }),
      }),
    [6026],
  ],
  ['no samples of ETC1S', () => basis({ descriptor: etc1sBlock(0) }), [6026, 6030]],
  ['no samples', () => custom({ descriptor: basicBlock({ model: 0, planes: [2], samples: [] }) }), [6027]],
  ['a sample elsewhere', () => patch(rgba8(), { 'sample0.bitOffset': 1 }), [6028]],
  ['a shorter sample', () => patch(rgba8(), { 'sample0.bitLength': 6 }), [6028]],
  [
    'channels in another order',
    () => patch(rgba8(), { 'sample0.channelType': 2, 'sample2.channelType': 0 }),
    [6028, 6028],
  ],
  ['an exponent', () => patch(rgba8(), { 'sample0.channelType': 0x20 }), [6028]],
  ['a lower value', () => patch(rgba8(), { 'sample0.lower': 1 }), [6028]],
  ['an upper value', () => patch(rgba8(), { 'sample0.upper': 254 }), [6028]],
  ['luma at another height', () => patch(yuv422(), { 'sample0.position1': 64 }), [6028]],
  ['luma elsewhere across', () => patch(yuv422(), { 'sample0.position0': 0 }), []],
  ['seventeen samples', () => reds(17), [6029, 6025, 6028, 6028, 6205]],
  ['no bytes under Zstandard', () => patch(zstd(), { 'dfd.plane0': 0 }), [6030]],
  ['no bytes of ETC1S', () => patch(basis(), { 'dfd.plane0': 0 }), [6030]],
  ['a channel that is none', () => patch(rgba8(), { 'sample0.channelType': 5 }), [6101, 6028]],
  ['UASTC from bit 8 on', () => patch(uastc(), { 'sample0.bitOffset': 8 }), [6102]],
  ['ETC1S from bit 8 on', () => patch(basis(), { 'sample0.bitOffset': 8 }), [6103]],
  ['UASTC of 64 bits', () => patch(uastc(), { 'sample0.bitLength': 63 }), [6104]],
  ['ETC1S of 128 bits', () => patch(basis(), { 'sample0.bitLength': 127 }), [6105]],
  ['UASTC from 1 on', () => patch(uastc(), { 'sample0.lower': 1 }), [6106]],
  ['ETC1S up to 1', () => patch(basis(), { 'sample0.upper': 1 }), [6107]],
  ['linear alpha beside linear', () => patch(rgba8(), { 'sample3.channelType': 0x1f }), [6108]],
  ['linear alpha beside nothing', () => patch(rgba8(), { 'dfd.transfer': 0, 'sample3.channelType': 0x1f }), [6108]],
  ['alpha that is not linear', () => patch(rgba8(), { 'dfd.transfer': 8 }), [6109]],
  [
    'red that is linear',
    () => patch(rgba8(), { 'dfd.transfer': 8, 'sample3.channelType': 0x1f, 'sample0.channelType': 0x10 }),
    [6109],
  ],
  ['a signed channel', () => patch(rgba8(), { 'sample0.channelType': 0x40 }), [6028, 6203]],
  ['a channel that is no float', () => patch(rg16f(), { 'sample1.channelType': 0x41 }), [6028, 6203]],
  ['a sample at another place', () => patch(rgba8(), { 'sample1.position0': 1 }), [6028, 6204]],
  ['red that comes back', () => patch(rgba8(), { 'sample2.channelType': 0 }), [6028, 6205]],
  ['red that goes on', () => patch(rgba8(), { 'sample1.channelType': 0 }), [6028]],
  ['RGBA for glTF', () => patch(rgba8(), { 'dfd.primaries': 0 }), [6301], GLTF],
  ['RRRG for glTF', () => patch(uastc(), { 'sample0.channelType': 5 }), [6303], GLTF],
  ['alpha first for glTF', () => patch(basis(), { 'sample0.channelType': 15 }), [6303], GLTF],
  ['linear BT.709 for glTF', () => patch(uastc(), { 'dfd.transfer': 1 }), [6304], GLTF],
];
