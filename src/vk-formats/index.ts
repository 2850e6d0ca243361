/** Every VkFormat that KTX2 knows: its row by number and by name, and the descriptor that belongs to it. */
import { expandNames, listFamilies } from './families.js';
import { parseFormat } from './parse-format.js';
import type { VkFormatRow } from './row.js';

export { type DescriptorSample, type ExpectedDescriptor, expectedDescriptor, type OpenFields } from './descriptor.js';
export { DESCRIPTOR_VERSION, MODEL, PRIMARIES, QUALIFIER, RGBSDA_CHANNEL, TRANSFER } from './khr-df.js';
export type { NumericFormat, VkFormatKind, VkFormatRow, VkSample } from './row.js';

/** VK_FORMAT_UNDEFINED: has no row. */
export const VK_FORMAT_UNDEFINED = 0;

/** Rows made so far: a writer needs one of them, and making all takes milliseconds. */
const madeRows = new Map<number, VkFormatRow>();
let rowsByName: ReadonlyMap<string, VkFormatRow> | undefined;

/** All rows in the order of their numbers. */
export function listVkFormats(): VkFormatRow[] {
  return listFamilies().flatMap(([firstVk, names]) =>
    expandNames(names).map((_, index) => findVkFormat(firstVk + index)!),
  );
}

/** The row of a number; undefined where KTX2 knows none, as of VK_FORMAT_UNDEFINED. */
export function findVkFormat(vk: number): VkFormatRow | undefined {
  const made = madeRows.get(vk);
  if (made !== undefined) return made;
  const [firstVk, names] = listFamilies().findLast(([first]) => first <= vk) ?? [0, ''];
  const name = expandNames(names)[vk - firstVk];
  if (!name) return undefined;
  const row = parseFormat(vk, name);
  madeRows.set(vk, row);
  return row;
}

/** Extensions lose their suffixes as Vulkan takes them over: `_SFLOAT_BLOCK_EXT` is `_SFLOAT_BLOCK` today. */
function plainName(name: string): string {
  return name.replace(/^VK_FORMAT_/, '').replace(/_(EXT|KHR|IMG|NV)$/, '');
}

/** The row of a name, with or without VK_FORMAT_ and the suffix of an extension. */
export function vkFormatNamed(name: string): VkFormatRow | undefined {
  rowsByName ??= new Map(listVkFormats().map((row) => [plainName(row.name), row]));
  return rowsByName.get(plainName(name));
}

/** Whether the same bits have another format whose colours are sRGB-encoded. Blocks of HDR are not the same bits. */
export function hasSrgbTwin({ name, numeric }: VkFormatRow): boolean {
  if (!['UNORM', 'SNORM', 'UINT', 'SINT'].includes(numeric)) return false;
  return vkFormatNamed(name.replace(`_${numeric}`, '_SRGB')) !== undefined;
}
