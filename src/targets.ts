/**
 * What real loaders take: for each target the kinds of textures that come out right, the preferred first, and why it
 * takes no others. `test/loaders` loads every kind there is with the loaders themselves and holds this table to it.
 */
import type { Container } from './containers/container-words.js';
import type { NormalLayout } from './normal-layout.js';
import { type ColorSpace, ETC_FORMATS, FOOTPRINTS, type Footprint, type TextureFormat } from './types.js';

export const TARGETS = [
  'three',
  'babylon',
  'pixi',
  'playcanvas',
  'gltf',
  'webgl',
  'webgpu',
  'vulkan',
  'metal',
] as const;
export type Target = (typeof TARGETS)[number];

/** What the components of a texture are; the words of the option `content`. */
export type TargetContent = 'color' | 'normal' | 'mask' | 'data';

/** What a texture is, in the words of error messages. No loader takes others. */
export const TARGET_SHAPES = ['2D texture', '2D texture array', 'cubemap', 'cubemap array', '3D texture'] as const;
export type TargetShape = (typeof TARGET_SHAPES)[number];

/** How many mip levels a texture has: its largest alone, down to one texel, or a chain that ends before. */
export const LEVEL_CHAINS = ['one level', 'all levels', 'some levels'] as const;
export type LevelChain = (typeof LEVEL_CHAINS)[number];

/** How levels of KTX2 are packed, which is supercompression to its specification. */
export const TARGET_PACKINGS = ['none', 'zstd', 'zlib'] as const;
export type TargetPacking = (typeof TARGET_PACKINGS)[number];

/** Kinds of textures: every combination of what the lists name. The first of a list is the default. */
export interface TargetKinds {
  formats: readonly TextureFormat[];
  containers: readonly Container[];
  /** Of ASTC. */
  blocks?: readonly Footprint[];
  /** Default: both, where the format has both. */
  colorSpaces?: readonly ColorSpace[];
  /** What colours are called that nobody called anything. Default: what they are. */
  label?: ColorSpace;
  /** Default: all. */
  contents?: readonly TargetContent[];
  /** How normals may lie. Default: `xyz`. */
  normalLayouts?: readonly NormalLayout[];
  /** Default: 2D textures alone. */
  shapes?: readonly TargetShape[];
  /** Default: any. */
  levels?: readonly LevelChain[];
  /** Of KTX2. Default: `none` alone. */
  packings?: readonly TargetPacking[];
}

/** What a target may refuse. */
export type TargetReason =
  | 'format'
  | 'container'
  | 'block'
  | 'colorSpace'
  | 'normalLayout'
  | 'alpha'
  | 'shape'
  | 'levels'
  | 'packing';

export interface TargetRow {
  /** Who reads the file, with the version that was tried. */
  loader: string;
  takes: readonly TargetKinds[];
  /** Why it takes no other value of an option; follows the loader's name. */
  reasons: Readonly<Partial<Record<TargetReason, string>>>;
  /** Sides must be multiples of the block's. */
  wholeBlocks?: true;
  /** Colours multiplied by alpha are not allowed. */
  straightAlpha?: true;
  /** The first row must be the top one. */
  topRowFirst?: true;
  /** Takes HDR blocks, where the GPU has them. */
  hdr?: true;
  /** What else its users should know, a line each. */
  advice?: readonly string[];
  /** What they should know of a texture without all its mip levels. */
  levelAdvice?: string;
}

const NO_COLORS = ['normal', 'mask', 'data'] as const;
/** What has alpha first. */
const ETC_FORMATS_OF_DEVICES: readonly TextureFormat[] = [
  'etc2-rgba',
  'etc2-rgb',
  'etc2-rgba1',
  'eac-r11',
  'eac-rg11',
  'eac-r11-snorm',
  'eac-rg11-snorm',
  'etc1',
];
const ALL_LAYOUTS = ['xyz', 'la', 'rg'] as const;
/** The library's default first. */
const ALL_BLOCKS: readonly Footprint[] = ['6x6', ...FOOTPRINTS.filter((block) => block !== '6x6')];

const FLAT_SHAPES = ['2D texture', 'cubemap', '2D texture array', 'cubemap array'] as const;

/** What code that uploads blocks by itself can be given. */
const EVERY_KIND = [
  {
    formats: ['astc'],
    containers: ['ktx2', 'ktx', 'astc'],
    blocks: ALL_BLOCKS,
    normalLayouts: ALL_LAYOUTS,
    shapes: TARGET_SHAPES,
    packings: TARGET_PACKINGS,
  },
  {
    formats: ETC_FORMATS,
    containers: ['ktx2', 'ktx', 'pkm'],
    normalLayouts: ALL_LAYOUTS,
    shapes: FLAT_SHAPES,
    packings: TARGET_PACKINGS,
  },
] as const satisfies readonly TargetKinds[];

const BABYLON_KINDS: readonly TargetKinds[] = [
  { formats: ['astc'], containers: ['ktx'], blocks: ALL_BLOCKS, label: 'linear' },
  { formats: ['etc2-rgba', 'etc2-rgb', 'etc2-rgba1'], containers: ['ktx'], label: 'linear' },
  { formats: ['eac-rg11', 'eac-r11'], containers: ['ktx'], contents: ['color', 'mask', 'data'] },
  { formats: ['eac-rg11-snorm', 'eac-r11-snorm'], containers: ['ktx'], contents: ['color', 'mask', 'data'] },
];

export const TARGET_ROWS: Readonly<Record<Target, TargetRow>> = {
  three: {
    loader: 'KTX2Loader of three.js r187',
    hdr: true,
    takes: inShapes({ shapes: ['2D texture', 'cubemap'], packings: ['none', 'zstd'] }, [
      { formats: ['astc'], containers: ['ktx2'], blocks: ['6x6', '4x4'] },
      { formats: ['etc2-rgba', 'etc2-rgb', 'etc1'], containers: ['ktx2'], colorSpaces: ['srgb'], contents: ['color'] },
      { formats: ['eac-rg11', 'eac-r11'], containers: ['ktx2'], normalLayouts: ['rg'] },
      { formats: ['eac-rg11-snorm', 'eac-r11-snorm'], containers: ['ktx2'], contents: ['color', 'mask', 'data'] },
    ]),
    reasons: {
      format: 'reads ETC as sRGB colours only, no punch-through alpha, and normals from astc and eac-rg11 alone',
      container: 'reads nothing else',
      block: 'knows these footprints alone',
      colorSpace: 'knows ETC as sRGB only',
      normalLayout: 'hands texels to materials that read X, Y and Z (X and Y of eac-rg11)',
      shape:
        'makes 2D textures and cubemaps of blocks alone: write every layer or slice as a file of its own, or make a CompressedArrayTexture of what readTexture gives',
      packing: 'unpacks Zstandard alone',
    },
    advice: ['rows cannot be flipped: texture coordinates must run downwards, as those of glTF do'],
  },
  babylon: {
    loader: 'the KTX loader of Babylon.js 9.35',
    takes: [
      ...inShapes({ levels: ['all levels', 'one level'] }, BABYLON_KINDS),
      ...inShapes({ shapes: ['cubemap'], levels: ['one level'] }, BABYLON_KINDS),
    ],
    reasons: {
      format: 'uploads etc1 as WebGL forbids (etc2-rgb is as small), and its materials read X, Y and Z of normals',
      container: 'takes every KTX2 file that is no UASTC for ETC1S',
      normalLayout: 'hands texels to materials that read X, Y and Z',
      shape: 'reads 2D textures and cubemaps alone: write every layer or slice as a file of its own',
      levels: 'shows the levels that a chain does not have as noise, and no cubemap with more than one',
      packing: 'reads KTX 1, which has none',
    },
    levelAdvice: 'load one level with noMipmap: true, or it is noise from afar; a CubeTexture wants extensions: [] too',
    advice: [
      'load with invertY: false: rows cannot be flipped',
      'colours are called linear, as they are of its PNGs: StandardMaterial shows sRGB textures dark, PBRMaterial takes both',
    ],
  },
  pixi: {
    loader: 'the KTX loader of PixiJS 8.22',
    takes: [
      { formats: ['astc'], containers: ['ktx'], blocks: ['4x4'], ...colorsAsTheyAre() },
      { formats: ['etc2-rgba', 'etc2-rgb', 'etc2-rgba1', 'eac-r11'], containers: ['ktx'], ...colorsAsTheyAre() },
    ],
    reasons: {
      format: 'does not know it',
      container: 'knows no compressed format in KTX2',
      block: 'computes sizes from blocks of 4x4, which fits other footprints at some sizes only',
      colorSpace: 'draws the numbers as they are, so that sRGB textures turn dark; the pixels stay the same',
      shape: 'reads 2D textures alone: write every picture as a file of its own',
      packing: 'reads KTX 1, which has none',
    },
    advice: ['import pixi.js/ktx, which adds the loader'],
  },
  playcanvas: {
    loader: 'the KTX loader of PlayCanvas 2.23',
    takes: inShapes({ shapes: ['2D texture', 'cubemap'], levels: ['all levels', 'one level'] }, [
      { formats: ['etc2-rgba', 'etc2-rgb'], containers: ['ktx'], colorSpaces: ['linear'], label: 'linear' },
      { formats: ['etc1'], containers: ['ktx'] },
    ]),
    reasons: {
      format: 'knows ETC alone: no ASTC, no punch-through alpha, no EAC',
      container: 'reads KTX2 of Basis Universal only',
      colorSpace:
        'knows the linear formats only; say srgb: true of the asset where colours are to be filtered in light',
      normalLayout: 'hands texels to materials that read X, Y and Z',
      shape: 'reads 2D textures and cubemaps alone: write every layer or slice as a file of its own',
      levels: 'shows a chain that ends early black',
      packing: 'reads KTX 1, which has none',
    },
    advice: ['etc2-rgb is half the size where nothing is transparent'],
  },
  gltf: {
    loader: 'EXT_texture_astc of glTF',
    takes: inShapes({ levels: ['all levels', 'one level'], packings: ['none', 'zstd'] }, [
      { formats: ['astc'], containers: ['ktx2'], blocks: ALL_BLOCKS, colorSpaces: ['srgb'], contents: ['color'] },
      { formats: ['astc'], containers: ['ktx2'], blocks: ALL_BLOCKS, colorSpaces: ['linear'], contents: NO_COLORS },
    ]),
    reasons: {
      format: 'holds ASTC only; KHR_texture_basisu holds Basis Universal only',
      container: 'asks for KTX2',
      colorSpace: 'asks for sRGB colours and linear data',
      normalLayout: 'asks for X, Y and Z as glTF materials read them',
      alpha: 'forbids it',
      shape: 'asks for 2D textures',
      levels: 'asks for all mip levels where the sampler uses them: write all, or one',
      packing: 'leaves it to its loaders, of which three.js unpacks Zstandard alone',
    },
    straightAlpha: true,
    topRowFirst: true,
    levelAdvice:
      'give the texture a sampler whose minFilter uses no mip levels, or make all of them (mipmaps): the extension asks for that',
    advice: ['few viewers know the extension yet: keep a PNG or a Basis Universal texture as fallback'],
  },
  webgl: {
    loader: 'WebGL',
    hdr: true,
    takes: inShapes({ shapes: ['2D texture', 'cubemap', '2D texture array'] }, EVERY_KIND),
    reasons: {
      container: 'cannot be given ASTC out of a PKM file or ETC out of an .astc file',
      shape: 'has no cubemap arrays and no blocks in 3D textures: an array has a layer for every face or slice',
    },
    advice: ['ask for WEBGL_compressed_texture_astc or WEBGL_compressed_texture_etc: desktop GPUs have neither'],
  },
  webgpu: {
    loader: 'WebGPU',
    takes: [{ ...EVERY_KIND[0], blocks: FOOTPRINTS }, EVERY_KIND[1]],
    reasons: {
      container: 'cannot be given ASTC out of a PKM file or ETC out of an .astc file',
      shape: 'has 3D textures of ASTC alone: an array has a layer for every slice',
    },
    wholeBlocks: true,
    advice: [
      'ask for texture-compression-astc (of 3D textures texture-compression-astc-sliced-3d too) or texture-compression-etc2: desktop GPUs have neither',
    ],
  },
  vulkan: {
    loader: 'Vulkan, with libktx',
    hdr: true,
    takes: [EVERY_KIND[0], { ...EVERY_KIND[1], formats: ETC_FORMATS_OF_DEVICES }],
    reasons: {
      container: 'cannot be given ASTC out of a PKM file or ETC out of an .astc file',
      shape: 'promises ETC and EAC in 3D textures nowhere: an array has a layer for every slice',
    },
  },
  metal: {
    loader: 'Metal',
    hdr: true,
    takes: [
      { ...EVERY_KIND[0], containers: ['ktx', 'ktx2', 'astc'] },
      { ...EVERY_KIND[1], formats: ETC_FORMATS_OF_DEVICES, containers: ['ktx', 'ktx2', 'pkm'] },
    ],
    reasons: {
      container: 'cannot be given ASTC out of a PKM file or ETC out of an .astc file',
      shape: 'has ETC and EAC in 3D textures nowhere: an array has a layer for every slice',
    },
    advice: ['GPUs of Apple have these formats, those of Intel and AMD in Macs have not'],
  },
};

/** What draws numbers as they are has one colour space, called linear, and no materials that read normals. */
function colorsAsTheyAre() {
  return { colorSpaces: ['linear'], label: 'linear', normalLayouts: ALL_LAYOUTS } as const;
}

function inShapes(
  traits: Pick<TargetKinds, 'shapes' | 'levels' | 'packings'>,
  takes: readonly TargetKinds[],
): readonly TargetKinds[] {
  return takes.map((kinds) => ({ ...kinds, ...traits }));
}
