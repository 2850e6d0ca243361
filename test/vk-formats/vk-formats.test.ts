/**
 * The table of VkFormats: numbers and names against ktx-parse's, layouts and descriptors against ones written down from
 * the Khronos Data Format Specification 1.3 and Vulkan's tables of packed formats.
 */
import * as ktx from 'ktx-parse';
import { describe, expect, it } from 'vitest';
import { layOutDescriptor } from '../../src/containers/descriptor-block.js';
import { buildDescriptor } from '../../src/containers/ktx2-dfd.js';
import {
  expectedDescriptor,
  findVkFormat,
  hasSrgbTwin,
  listVkFormats,
  vkFormatNamed,
} from '../../src/vk-formats/index.js';

const row = (name: string) => vkFormatNamed(name)!;

/** Samples as `channel qualifiers offset+bits lower..upper`. */
const samplesOf = (name: string) =>
  row(name).samples.map(
    ({ channel, qualifiers, bitOffset, bits, lower, upper }) =>
      `${channel} ${qualifiers.toString(16)} ${bitOffset}+${bits} ${lower}..${upper}`,
  );

describe('the table of VkFormats', () => {
  it('has the numbers that ktx-parse has', () => {
    const known = Object.entries(ktx).filter(
      ([name]) => name.startsWith('VK_FORMAT_') && name !== 'VK_FORMAT_UNDEFINED',
    );
    expect(known.length).toBeGreaterThan(180);
    // ktx-parse spells the formats of NVIDIA and of extensions in its own way; numbers are what counts.
    for (const [name, vk] of known) expect([name, vkFormatNamed(name)?.vk]).toEqual([name, vk]);
  });

  it('has 184 formats of Vulkan 1.0 without a gap, each number and name once', () => {
    const rows = listVkFormats();
    expect(rows.slice(0, 184).map(({ vk }) => vk)).toEqual(Array.from({ length: 184 }, (_, index) => index + 1));
    expect(rows.map(({ vk }) => vk)).toEqual(rows.map(({ vk }) => vk).toSorted((a, b) => a - b));
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
    expect(rows.length).toBe(184 + 8 + 14 + 34 + 30 + 4 + 2 + 1 + 2);
  });

  it('finds rows by number and by name, and nothing else', () => {
    expect(findVkFormat(43)?.name).toBe('R8G8B8A8_SRGB');
    expect(findVkFormat(184)?.name).toBe('ASTC_12x12_SRGB_BLOCK');
    expect(findVkFormat(1000288029)?.name).toBe('ASTC_6x6x6_SFLOAT_BLOCK_EXT');
    expect(findVkFormat(1000470001)?.name).toBe('A8_UNORM_KHR');
    expect(vkFormatNamed('VK_FORMAT_ASTC_4x4_SFLOAT_BLOCK_EXT')?.vk).toBe(1000066000);
    for (const vk of [0, 185, -1, 1.5, 1000066014, 0xffffffff]) expect(findVkFormat(vk)).toBeUndefined();
    expect(vkFormatNamed('R8G8B8X8_UNORM')).toBeUndefined();
  });

  it.each([
    // name, block, bytes, typeSize
    ['R8G8B8_UNORM', '1x1x1', 3, 1],
    ['R16G16B16A16_SFLOAT', '1x1x1', 8, 2],
    ['R64G64B64A64_SINT', '1x1x1', 32, 8],
    ['R4G4_UNORM_PACK8', '1x1x1', 1, 1],
    ['R5G6B5_UNORM_PACK16', '1x1x1', 2, 2],
    ['A8B8G8R8_SRGB_PACK32', '1x1x1', 4, 4],
    ['E5B9G9R9_UFLOAT_PACK32', '1x1x1', 4, 4],
    ['R10X6_UNORM_PACK16', '1x1x1', 2, 2],
    ['R12X4G12X4B12X4A12X4_UNORM_4PACK16', '1x1x1', 8, 2],
    ['D16_UNORM', '1x1x1', 2, 2],
    ['X8_D24_UNORM_PACK32', '1x1x1', 4, 4],
    ['S8_UINT', '1x1x1', 1, 1],
    ['D16_UNORM_S8_UINT', '1x1x1', 4, 2],
    ['D24_UNORM_S8_UINT', '1x1x1', 4, 4],
    ['D32_SFLOAT_S8_UINT', '1x1x1', 8, 4],
    ['BC1_RGB_UNORM_BLOCK', '4x4x1', 8, 1],
    ['BC6H_SFLOAT_BLOCK', '4x4x1', 16, 1],
    ['EAC_R11G11_SNORM_BLOCK', '4x4x1', 16, 1],
    ['ASTC_10x6_SFLOAT_BLOCK', '10x6x1', 16, 1],
    ['ASTC_6x5x5_UNORM_BLOCK', '6x5x5', 16, 1],
    ['PVRTC1_2BPP_SRGB_BLOCK', '8x4x1', 8, 1],
    ['PVRTC2_4BPP_UNORM_BLOCK', '4x4x1', 8, 1],
    ['G8B8G8R8_422_UNORM', '2x1x1', 4, 1],
    ['B10X6G10X6R10X6G10X6_422_UNORM_4PACK16', '2x1x1', 8, 2],
    ['A8_UNORM', '1x1x1', 1, 1],
    ['A1B5G5R5_UNORM_PACK16', '1x1x1', 2, 2],
  ])('knows the block of %s', (name, block, bytes, typeSize) => {
    const { blockWidth, blockHeight, blockDepth, blockBytes, typeSize: actual } = row(name);
    expect([`${blockWidth}x${blockHeight}x${blockDepth}`, blockBytes, actual]).toEqual([block, bytes, typeSize]);
  });

  it('prohibits scaled and multi-planar formats', () => {
    const prohibited = listVkFormats().filter(({ isProhibited }) => isProhibited);
    // Vulkan 1.0 has 12 kinds of components in scaled forms; 20 formats of several planes came with 1.1, 4 with 1.3.
    expect(prohibited.length).toBe(2 * (6 + 1 + 2 + 4) + 20 + 4);
    expect(prohibited.every(({ name }) => /SCALED|PLANE/.test(name))).toBe(true);
  });

  it('knows which formats have an sRGB twin', () => {
    const twins = ['R8_SINT', 'B8G8R8A8_UNORM', 'A8B8G8R8_SNORM_PACK32', 'BC7_UNORM_BLOCK', 'PVRTC2_2BPP_UNORM_BLOCK'];
    expect(twins.map((name) => hasSrgbTwin(row(name)))).toEqual(twins.map(() => true));
    expect(hasSrgbTwin(row('ASTC_4x4x4_UNORM_BLOCK'))).toBe(true);
    const none = ['R8_SRGB', 'R8_USCALED', 'R16_UNORM', 'EAC_R11_UNORM_BLOCK', 'ASTC_4x4_SFLOAT_BLOCK', 'D16_UNORM'];
    expect(none.map((name) => hasSrgbTwin(row(name)))).toEqual(none.map(() => false));
  });
});

describe('samples', () => {
  it.each([
    ['B8G8R8_UNORM', ['2 0 0+8 0..255', '1 0 8+8 0..255', '0 0 16+8 0..255']],
    ['R8G8B8A8_SRGB', ['0 0 0+8 0..255', '1 0 8+8 0..255', '2 0 16+8 0..255', '15 10 24+8 0..255']],
    ['R16_SNORM', ['0 40 0+16 -32767..32767']],
    ['R32G32_SFLOAT', ['0 c0 0+32 -1082130432..1065353216', '1 c0 32+32 -1082130432..1065353216']],
    ['R64_UINT', ['0 0 0+64 0..1']],
    ['R8_SINT', ['0 40 0+8 -1..1']],
    ['R5G6B5_UNORM_PACK16', ['2 0 0+5 0..31', '1 0 5+6 0..63', '0 0 11+5 0..31']],
    ['R4G4_UNORM_PACK8', ['1 0 0+4 0..15', '0 0 4+4 0..15']],
    ['A2R10G10B10_UNORM_PACK32', ['2 0 0+10 0..1023', '1 0 10+10 0..1023', '0 0 20+10 0..1023', '15 0 30+2 0..3']],
    ['B10G11R11_UFLOAT_PACK32', ['0 80 0+11 0..1065353216', '1 80 11+11 0..1065353216', '2 80 22+10 0..1065353216']],
    ['R10X6G10X6_UNORM_2PACK16', ['0 0 6+10 0..1023', '1 0 22+10 0..1023']],
    ['R16G16_SFIXED5_NV', ['0 40 0+16 -32..32', '1 40 16+16 -32..32']],
    ['A8_UNORM', ['15 0 0+8 0..255']],
    ['X8_D24_UNORM_PACK32', ['14 0 0+24 0..16777215']],
    ['D24_UNORM_S8_UINT', ['13 0 0+8 0..1', '14 0 8+24 0..16777215']],
    ['D32_SFLOAT_S8_UINT', ['14 c0 0+32 -1082130432..1065353216', '13 0 32+8 0..1']],
    ['BC1_RGBA_SRGB_BLOCK', ['1 0 0+64 0..4294967295']],
    ['BC3_SRGB_BLOCK', ['15 10 0+64 0..4294967295', '0 0 64+64 0..4294967295']],
    ['BC5_SNORM_BLOCK', ['0 40 0+64 -2147483648..2147483647', '1 40 64+64 -2147483648..2147483647']],
    ['BC6H_UFLOAT_BLOCK', ['0 80 0+128 0..1065353216']],
    ['ETC2_R8G8B8A1_UNORM_BLOCK', ['2 0 0+64 0..4294967295', '15 0 0+64 0..4294967295']],
    ['ASTC_3x3x3_SFLOAT_BLOCK', ['0 c0 0+128 -1082130432..1065353216']],
    [
      'E5B9G9R9_UFLOAT_PACK32',
      [
        '0 0 0+9 0..8448',
        '0 20 27+5 15..31',
        '1 0 9+9 0..8448',
        '1 20 27+5 15..31',
        '2 0 18+9 0..8448',
        '2 20 27+5 15..31',
      ],
    ],
  ])('of %s lie where the specification has them', (name, expected) => {
    expect(samplesOf(name)).toEqual(expected);
  });

  it('of 4:2:2 have luma of both texels', () => {
    const places = row('B8G8R8G8_422_UNORM').samples.map(({ channel, positionX, positionY }) => [
      channel,
      positionX,
      positionY,
    ]);
    expect(places).toEqual([
      [1, 64, 128],
      [0, 64, 128],
      [2, 64, 128],
      [0, 192, 128],
    ]);
  });

  it('never overlap but for shared exponents and punch-through alpha, and fill at most the block', () => {
    for (const { name, samples, blockBytes } of listVkFormats()) {
      if (/^E5|8A1/.test(name)) continue;
      const ends = samples.toSorted((a, b) => a.bitOffset - b.bitOffset);
      ends.forEach(({ bitOffset, bits }, index) => {
        expect(bitOffset + bits, name).toBeLessThanOrEqual(ends[index + 1]?.bitOffset ?? blockBytes * 8);
      });
    }
  });
});

describe('the descriptor of a format', () => {
  const level = { width: 8, height: 8, data: new Uint8Array(64) };
  const size = { width: 8, height: 8, levels: [level] };

  it('is the one that files of ASTC and ETC are written with', () => {
    const astc = { ...size, format: 'astc', block: '5x4', profile: 'ldr', colorSpace: 'srgb' } as const;
    expect(layOutDescriptor(expectedDescriptor(row('ASTC_5x4_SRGB_BLOCK')))).toEqual(buildDescriptor(astc));
    expect(layOutDescriptor(expectedDescriptor(row('ASTC_5x4_SFLOAT_BLOCK')))).toEqual(
      buildDescriptor({ ...astc, profile: 'hdr', colorSpace: 'linear' }),
    );
    const etc = { ...size, format: 'etc2-rgba', block: '4x4', profile: 'ldr', colorSpace: 'srgb' } as const;
    expect(layOutDescriptor(expectedDescriptor(row('ETC2_R8G8B8A8_SRGB_BLOCK')))).toEqual(buildDescriptor(etc));
    expect(
      layOutDescriptor(expectedDescriptor(row('EAC_R11G11_SNORM_BLOCK'), { colorPrimaries: 0, flags: 1 })),
    ).toEqual(
      buildDescriptor({
        ...etc,
        format: 'eac-rg11-snorm',
        colorSpace: 'linear',
        primaries: 'unspecified',
        premultiplied: true,
      }),
    );
  });

  it('says what the format leaves open', () => {
    const { colorPrimaries, transferFunction, texelBlockDimension, bytesPlane } = expectedDescriptor(
      row('ASTC_6x5x5_UNORM_BLOCK'),
    );
    expect({ colorPrimaries, transferFunction, texelBlockDimension, bytesPlane }).toEqual({
      colorPrimaries: 1,
      transferFunction: 1,
      texelBlockDimension: [5, 4, 4, 0],
      bytesPlane: [16, 0, 0, 0, 0, 0, 0, 0],
    });
    for (const name of ['D16_UNORM', 'R8_UINT', 'R32G32_SINT']) {
      expect(expectedDescriptor(row(name))).toMatchObject({ colorPrimaries: 0, transferFunction: 0 });
    }
    expect(expectedDescriptor(row('R8_UNORM'), { transferFunction: 11 }).transferFunction).toBe(11);
  });
});
