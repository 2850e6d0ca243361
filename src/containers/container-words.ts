/** The containers we write, in words: no reader or writer comes along with them. */
import { ETC_FORMATS, type StoredFormat, TEXTURE_FORMATS, type TextureFormat } from '../types.js';

/** Containers we can write. */
export const CONTAINERS = ['ktx2', 'ktx', 'astc', 'pkm', 'dds'] as const;
export type Container = (typeof CONTAINERS)[number];

/** Formats of ours that each can hold. */
export const CONTAINER_FORMATS: Readonly<Record<Container, readonly TextureFormat[]>> = {
  ktx2: TEXTURE_FORMATS,
  ktx: TEXTURE_FORMATS,
  astc: ['astc'],
  pkm: ETC_FORMATS,
  dds: ['astc'],
};

/** Containers of other formats, as far as they have a number for them. */
const CARRYING_CONTAINERS: readonly Container[] = ['ktx2', 'ktx', 'dds'];

/** Whether a kind of file is a container of ours. */
export function isTextureKind(kind: string | undefined): kind is Container {
  return kind !== undefined && Object.hasOwn(CONTAINER_FORMATS, kind);
}

/** Containers that can hold textures of a format. */
export function containersOf(format: StoredFormat): readonly Container[] {
  if (format === 'uncompressed' || format === 'other') return CARRYING_CONTAINERS;
  return CONTAINERS.filter((container) => CONTAINER_FORMATS[container].includes(format));
}
