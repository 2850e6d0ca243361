/** OpenGL's names for our formats, by which KTX 1 tells textures apart. Source: OpenGL and OpenGL ES registries. */
import {
  ASTC_3D_FORMATS,
  ASTC_FORMATS,
  ETC_FORMAT_ROWS,
  etcFormatOf,
  formatOf,
  storedComponents,
} from '../codec/formats.js';
import type { CompressedTexture, TextureFormat } from '../types.js';

/** What a glInternalFormat says of a texture. */
export type GlKind = Pick<CompressedTexture, 'format' | 'block' | 'colorSpace' | 'selfDescribing'>;

/** GL_RED, GL_RG, GL_RGB and GL_RGBA by the components a format stores. */
const BASE_FORMATS = { r: 0x1903, rg: 0x8227, rgb: 0x1907, rgba: 0x1908 } as const;

const KIND_BY_GL_FORMAT: ReadonlyMap<number, GlKind> = new Map([...astcKinds(), ...etcKinds()]);

function astcKinds(): [number, GlKind][] {
  return [...ASTC_FORMATS, ...ASTC_3D_FORMATS].flatMap(
    ({ footprint: block, glInternalFormat, glInternalFormatSrgb }): [number, GlKind][] => [
      [glInternalFormat, { format: 'astc', block, colorSpace: 'linear', selfDescribing: true }],
      [glInternalFormatSrgb, { format: 'astc', block, colorSpace: 'srgb', selfDescribing: true }],
    ],
  );
}

/** GL_ETC1_RGB8_OES says nothing of the colour space: sRGB is assumed, as of all pictures that say nothing. */
function etcKinds(): [number, GlKind][] {
  const block = '4x4';
  const kinds: [number, GlKind][] = [];
  for (const { format, glInternalFormat, glInternalFormatSrgb } of ETC_FORMAT_ROWS) {
    const isEtc1 = format === 'etc1';
    const colorSpace = isEtc1 ? 'srgb' : 'linear';
    kinds.push([glInternalFormat, { format, block, colorSpace, selfDescribing: !isEtc1 }]);
    if (glInternalFormatSrgb === undefined) continue;
    kinds.push([glInternalFormatSrgb, { format, block, colorSpace: 'srgb', selfDescribing: true }]);
  }
  return kinds;
}

/** What a glInternalFormat says, or undefined for one that is none of ours. */
export function kindOfGlFormat(glInternalFormat: number): GlKind | undefined {
  return KIND_BY_GL_FORMAT.get(glInternalFormat);
}

/** The glInternalFormat of a texture; ETC1 has one whatever the colour space. */
export function glInternalFormatOf({ format, block, colorSpace }: CompressedTexture): number {
  const row = format === 'astc' ? formatOf(block) : etcFormatOf(format);
  return colorSpace === 'srgb' ? (row.glInternalFormatSrgb ?? row.glInternalFormat) : row.glInternalFormat;
}

/** The glBaseInternalFormat of a format. */
export function glBaseFormatOf(format: TextureFormat): number {
  return BASE_FORMATS[storedComponents(format)];
}
