/** Pictures to the images of a texture: layers, faces and slices in their order, all of one size and one kind. */
import { AstcError } from '../errors.js';
import { componentTypeOf } from '../images/channels.js';
import type { Image } from '../types.js';
import { CUBE_LAYOUTS, cutFaces, findCubeLayout } from './cube-layout.js';
import { isPanorama, naturalFaceSize, panoramaToFaces } from './panorama.js';

/** What several pictures are together. */
export interface ShapeChoice {
  /** Faces of cube maps: six pictures a cube, or one that holds all six. */
  cubemap: boolean;
  /** Layers: a picture each, or a cube each. */
  array: boolean;
  /** Slices of a 3D texture. */
  depth: boolean;
  /** Texels of a face's side, for panoramas alone. Default: a quarter of the panorama's width. */
  faceSize?: number | undefined;
}

/** The images of a texture's largest level, layer by layer, in a layer face by face; or the slices of a 3D texture. */
export interface ImageGroup {
  images: Image[];
  /** Undefined where the texture is no array. */
  layers?: number;
  faces: 1 | 6;
  /** Undefined where the texture has no third axis. */
  depth?: number;
}

export interface GatherControls {
  /** What the caller calls a picture, for errors. */
  nameOf: (index: number) => string;
  signal?: AbortSignal | undefined;
}

/**
 * @throws {AstcError} E_OPTION for a count, a size or a kind that does not fit, with the picture named
 */
export async function gatherImages(
  pictures: readonly Image[],
  choice: ShapeChoice,
  controls: GatherControls,
): Promise<ImageGroup> {
  requireAlike(pictures, controls);
  if (choice.depth) return { images: [...pictures], faces: 1, depth: pictures.length };
  if (choice.cubemap) return gatherCubes(pictures, choice, controls);
  if (choice.array) return { images: [...pictures], faces: 1, layers: pictures.length };
  if (pictures.length === 1) return { images: [...pictures], faces: 1 };
  throw new AstcError('E_OPTION', `Expected one picture but received ${pictures.length}`, {
    hint: 'array, cubemap or depth makes one texture of several',
  });
}

async function gatherCubes(
  pictures: readonly Image[],
  { array, faceSize }: ShapeChoice,
  controls: GatherControls,
): Promise<ImageGroup> {
  const { width, height } = pictures[0]!;
  const areFaces = width === height;
  if (areFaces && pictures.length % 6 !== 0) {
    const expected = array ? 'six faces for each cubemap' : 'six faces for a cubemap';
    throw new AstcError('E_OPTION', `Expected ${expected} but received ${pictures.length}`, {
      hint: 'a cross, a strip or a panorama (2 to 1) holds all six in one picture',
    });
  }
  const cubeCount = areFaces ? pictures.length / 6 : pictures.length;
  if (cubeCount > 1 && !array) {
    throw new AstcError('E_OPTION', `Expected one cubemap but received pictures for ${cubeCount}`, {
      hint: 'array makes one texture of several cubemaps',
    });
  }
  const images: Image[] = [];
  for (const picture of pictures) {
    if (areFaces) images.push(picture);
    else images.push(...(await splitPicture(picture, faceSize, controls)));
  }
  return { images, faces: 6, ...(array && { layers: cubeCount }) };
}

async function splitPicture(
  picture: Image,
  faceSize: number | undefined,
  { nameOf, signal }: GatherControls,
): Promise<Image[]> {
  const { width, height } = picture;
  if (isPanorama(width, height)) return panoramaToFaces(picture, faceSize ?? naturalFaceSize(width), signal);
  const layout = findCubeLayout(width, height);
  if (layout !== undefined) return cutFaces(picture, layout);
  const layouts = CUBE_LAYOUTS.map(({ name, columns, rows }) => `a ${name} of ${columns} to ${rows}`);
  throw new AstcError(
    'E_OPTION',
    `Expected six square faces or one picture of them for a cubemap but received ${width}x${height} in ${nameOf(0)}`,
    { hint: `${layouts.join(', ')}, or a panorama of 2 to 1` },
  );
}

/** Throws E_OPTION where one texture cannot hold pictures side by side. */
export function requireAlike(pictures: readonly Image[], { nameOf }: Pick<GatherControls, 'nameOf'>): void {
  const first = pictures[0];
  if (first === undefined) throw new AstcError('E_OPTION', 'Expected one picture or more but received none');
  pictures.forEach((picture, index) => {
    for (const [what, tell] of ALIKE) {
      if (tell(picture) === tell(first)) continue;
      throw new AstcError(
        'E_OPTION',
        `Expected ${what} ${tell(first)} as in ${nameOf(0)} but received ${tell(picture)} in ${nameOf(index)}`,
      );
    }
  });
}

const ALIKE: readonly (readonly [what: string, tell: (image: Image) => string])[] = [
  ['size', ({ width, height }) => `${width}x${height}`],
  ['components of', componentTypeOf],
  ['colour space', ({ colorSpace }) => colorSpace],
];
