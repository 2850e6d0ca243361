/** Where a format stores X, Y and Z of a normal, and how a shader gets them back. */
import type { TextureFormat } from './types.js';

/** `xyz`: as they are. `la`: X in red, green and blue, Y in alpha. `rg`: X in red, Y in green. */
export const NORMAL_LAYOUTS = ['xyz', 'la', 'rg'] as const;
export type NormalLayout = (typeof NORMAL_LAYOUTS)[number];

interface NormalLayoutRow {
  /** Swizzle that makes the stored components of the image's. */
  store: string;
  /** Swizzle by which sampling gives X in red and Y in green; undefined where nothing is to be swapped. */
  sampling?: string;
  /** What is stored where: a component of the image and one of the texture, as indices. */
  kept: readonly (readonly [source: number, stored: number])[];
}

const ROWS: Readonly<Record<NormalLayout, NormalLayoutRow>> = {
  xyz: {
    store: 'rgb1',
    kept: [
      [0, 0],
      [1, 1],
      [2, 2],
    ],
  },
  la: {
    store: 'rrrg',
    sampling: 'ra01',
    kept: [
      [0, 0],
      [1, 3],
    ],
  },
  rg: {
    store: 'rg01',
    sampling: 'rg01',
    kept: [
      [0, 0],
      [1, 1],
    ],
  },
};

/**
 * Layouts a format can hold, its default first: all three components where there is room, since that is what loaders'
 * materials read. `la` asks for an alpha of more than one bit.
 */
const LAYOUTS_BY_FORMAT: Readonly<Record<TextureFormat, readonly NormalLayout[]>> = {
  astc: ['xyz', 'la', 'rg'],
  etc1: ['xyz', 'rg'],
  'etc2-rgb': ['xyz', 'rg'],
  'etc2-rgba1': ['xyz', 'rg'],
  'etc2-rgba': ['xyz', 'la', 'rg'],
  'eac-r11': [],
  'eac-rg11': ['rg'],
  'eac-r11-snorm': [],
  'eac-rg11-snorm': ['rg'],
};

/** Layouts a format can hold, its default first; none where it stores one component. */
export function normalLayoutsOf(format: TextureFormat): readonly NormalLayout[] {
  return LAYOUTS_BY_FORMAT[format];
}

/** What a layout does to an image, and to whoever samples the texture. */
export function normalLayoutRow(layout: NormalLayout): Readonly<NormalLayoutRow> {
  return ROWS[layout];
}

/** What to tell whoever writes the shader, or undefined where texels are X, Y and Z already. */
export function samplingAdvice(layout: NormalLayout): string | undefined {
  const { sampling, kept } = ROWS[layout];
  if (sampling === undefined) return undefined;
  const components = kept.map(([, stored]) => 'rgba'[stored]).join('');
  return `normals hold X and Y only: sample as .${components} and compute Z (KTXswizzle ${sampling}; loaders leave it to the material)`;
}
