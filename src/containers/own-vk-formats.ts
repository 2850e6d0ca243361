/** Vulkan's numbers of our own formats, both ways: no page that only writes needs the table of all others. */
import { ASTC_3D_FORMATS, ASTC_FORMATS, ETC_FORMAT_ROWS, etcFormatOf, formatOf } from '../codec/formats.js';
import { AstcError } from '../errors.js';
import type { CompressedTexture } from '../types.js';

type OwnKind = Pick<CompressedTexture, 'format' | 'block' | 'profile' | 'colorSpace'>;

/** Format, profile and colour space by VkFormat. ETC1 goes by the number of ETC2 RGB. */
const KIND_BY_VK_FORMAT: ReadonlyMap<number, OwnKind> = new Map([...astcKinds(), ...etcKinds()]);

function astcKinds(): [number, OwnKind][] {
  const format = 'astc';
  return [...ASTC_FORMATS, ...ASTC_3D_FORMATS].flatMap(
    ({ footprint: block, vkUnorm, vkSrgb, vkSfloat }): [number, OwnKind][] => [
      [vkUnorm, { format, block, profile: 'ldr', colorSpace: 'linear' }],
      [vkSrgb, { format, block, profile: 'ldr', colorSpace: 'srgb' }],
      // SFLOAT does not say whether alpha is LDR; GPUs decode it with one HDR profile.
      [vkSfloat, { format, block, profile: 'hdr', colorSpace: 'linear' }],
    ],
  );
}

function etcKinds(): [number, OwnKind][] {
  const shared = { block: '4x4', profile: 'ldr' } as const;
  const rows = ETC_FORMAT_ROWS.filter(({ format }) => format !== 'etc1');
  return rows.flatMap(({ format, vkFormat, vkFormatSrgb }): [number, OwnKind][] => [
    [vkFormat, { format, ...shared, colorSpace: 'linear' }],
    ...(vkFormatSrgb === undefined
      ? []
      : [[vkFormatSrgb, { format, ...shared, colorSpace: 'srgb' }] satisfies [number, OwnKind]]),
  ]);
}

/** What a VkFormat of ours says; undefined for one that is none. */
export function kindOfVkFormat(vkFormat: number): OwnKind | undefined {
  return KIND_BY_VK_FORMAT.get(vkFormat);
}

/** The VkFormat of a texture of ours. @throws {AstcError} E_OPTION for HDR blocks called sRGB */
export function vkFormatOf(texture: OwnKind): number {
  if (texture.format !== 'astc') {
    const { vkFormat, vkFormatSrgb } = etcFormatOf(texture.format);
    // checkTexture refused sRGB where there is no such format.
    return texture.colorSpace === 'srgb' ? vkFormatSrgb! : vkFormat;
  }
  const format = formatOf(texture.block);
  if (texture.profile === 'ldr') return texture.colorSpace === 'srgb' ? format.vkSrgb : format.vkUnorm;
  if (texture.colorSpace === 'srgb') {
    throw new AstcError('E_OPTION', 'Expected colorSpace linear for an HDR texture but received srgb', {
      hint: 'Vulkan has no sRGB format with HDR blocks.',
    });
  }
  return format.vkSfloat;
}
