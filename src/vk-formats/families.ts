/**
 * Every VkFormat that KTX2 knows, by number: families of consecutive numbers whose names are written with braces, as a
 * shell does; of two braces the right one runs faster. Names are Vulkan's without VK_FORMAT_.
 * Sources: Vulkan's registry; "Prohibited Formats" of the KTX File Format Specification 2.0 is in `parse-format.ts`.
 */

const INTEGERS = '{UNORM,SNORM,USCALED,SSCALED,UINT,SINT}';
const INTEGERS_OR_SRGB = '{UNORM,SNORM,USCALED,SSCALED,UINT,SINT,SRGB}';
const INTEGERS_OR_FLOAT = '{UNORM,SNORM,USCALED,SSCALED,UINT,SINT,SFLOAT}';
const ASTC_FOOTPRINTS = '{4x4,5x4,5x5,6x5,6x6,8x5,8x6,8x8,10x5,10x6,10x8,10x10,12x10,12x12}';
const ASTC_3D_FOOTPRINTS = '{3x3x3,4x3x3,4x4x3,4x4x4,5x4x4,5x5x4,5x5x5,6x5x5,6x6x5,6x6x6}';

/** The planes of green, blue and red that Vulkan 1.1 has, for components that are called `bits` (8, 10X6, 12X4, 16). */
function planes(bits: string): string {
  const [apart, together] = [`B${bits}_R${bits}_3PLANE`, `B${bits}R${bits}_2PLANE`];
  return `G${bits}_{${apart}_420,${together}_420,${apart}_422,${together}_422,${apart}_444}_UNORM`;
}

export type Family = readonly [firstVk: number, names: string];

/** In the order of their numbers. */
export function listFamilies(): readonly Family[] {
  return [
    [1, 'R4G4_UNORM_PACK8'],
    [2, '{R4G4B4A4,B4G4R4A4,R5G6B5,B5G6R5,R5G5B5A1,B5G5R5A1,A1R5G5B5}_UNORM_PACK16'],
    [9, `{R8,R8G8,R8G8B8,B8G8R8,R8G8B8A8,B8G8R8A8}_${INTEGERS_OR_SRGB}`],
    [51, `A8B8G8R8_${INTEGERS_OR_SRGB}_PACK32`],
    [58, `{A2R10G10B10,A2B10G10R10}_${INTEGERS}_PACK32`],
    [70, `{R16,R16G16,R16G16B16,R16G16B16A16}_${INTEGERS_OR_FLOAT}`],
    [98, '{R32,R32G32,R32G32B32,R32G32B32A32,R64,R64G64,R64G64B64,R64G64B64A64}_{UINT,SINT,SFLOAT}'],
    [122, '{B10G11R11,E5B9G9R9}_UFLOAT_PACK32'],
    [124, '{D16_UNORM,X8_D24_UNORM_PACK32,D32_SFLOAT,S8_UINT}'],
    [128, '{D16_UNORM,D24_UNORM,D32_SFLOAT}_S8_UINT'],
    [131, '{BC1_RGB,BC1_RGBA,BC2,BC3}_{UNORM,SRGB}_BLOCK'],
    [139, '{BC4,BC5}_{UNORM,SNORM}_BLOCK'],
    [143, 'BC6H_{UFLOAT,SFLOAT}_BLOCK'],
    [145, 'BC7_{UNORM,SRGB}_BLOCK'],
    [147, 'ETC2_{R8G8B8,R8G8B8A1,R8G8B8A8}_{UNORM,SRGB}_BLOCK'],
    [153, 'EAC_{R11,R11G11}_{UNORM,SNORM}_BLOCK'],
    [157, `ASTC_${ASTC_FOOTPRINTS}_{UNORM,SRGB}_BLOCK`],
    [1000054000, '{PVRTC1,PVRTC2}_{2BPP,4BPP}_UNORM_BLOCK_IMG'],
    [1000054004, '{PVRTC1,PVRTC2}_{2BPP,4BPP}_SRGB_BLOCK_IMG'],
    [1000066000, `ASTC_${ASTC_FOOTPRINTS}_SFLOAT_BLOCK`],
    [1000156000, '{G8B8G8R8,B8G8R8G8}_422_UNORM'],
    [1000156002, planes('8')],
    [1000156007, '{R10X6_UNORM_PACK16,R10X6G10X6_UNORM_2PACK16,R10X6G10X6B10X6A10X6_UNORM_4PACK16}'],
    [1000156010, '{G10X6B10X6G10X6R10X6,B10X6G10X6R10X6G10X6}_422_UNORM_4PACK16'],
    [1000156012, `${planes('10X6')}_3PACK16`],
    [1000156017, '{R12X4_UNORM_PACK16,R12X4G12X4_UNORM_2PACK16,R12X4G12X4B12X4A12X4_UNORM_4PACK16}'],
    [1000156020, '{G12X4B12X4G12X4R12X4,B12X4G12X4R12X4G12X4}_422_UNORM_4PACK16'],
    [1000156022, `${planes('12X4')}_3PACK16`],
    [1000156027, '{G16B16G16R16,B16G16R16G16}_422_UNORM'],
    [1000156029, planes('16')],
    [1000288000, `ASTC_${ASTC_3D_FOOTPRINTS}_{UNORM,SRGB,SFLOAT}_BLOCK_EXT`],
    [1000330000, 'G8_B8R8_2PLANE_444_UNORM'],
    [1000330001, '{G10X6_B10X6R10X6,G12X4_B12X4R12X4}_2PLANE_444_UNORM_3PACK16'],
    [1000330003, 'G16_B16R16_2PLANE_444_UNORM'],
    [1000340000, '{A4R4G4B4,A4B4G4R4}_UNORM_PACK16'],
    [1000464000, 'R16G16_SFIXED5_NV'],
    [1000470000, '{A1B5G5R5_UNORM_PACK16,A8_UNORM}_KHR'],
  ];
}

/** `a_{b,c}_{d,e}` → a_b_d, a_b_e, a_c_d, a_c_e. */
export function expandNames(names: string): string[] {
  const [, head = '', choices, tail = ''] = /^([^{]*)\{([^}]*)\}(.*)$/.exec(names) ?? [];
  if (choices === undefined) return [names];
  const tails = expandNames(tail);
  return choices.split(',').flatMap((choice) => tails.map((rest) => head + choice + rest));
}
