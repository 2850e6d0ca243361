/** Every kind of shaped texture: formats, shapes, packings, chains of mip levels; and how large each is made. */
import type { Container } from 'astc-wasm';
import { kindName } from '../../src/codec/formats.js';
import type { Shape } from '../../src/containers/texture-shape.js';
import { TARGET_SHAPES, type TargetShape } from '../../src/targets.js';
import type { Kind } from './kinds.js';

export interface ShapedKind extends Kind {
  shape: TargetShape;
  /** Default: as many as there are. */
  levels?: number;
  packing?: 'zstd' | 'zlib' | undefined;
}

const FORMATS = [
  { format: 'astc', block: '4x4' },
  { format: 'astc', block: '6x6' },
  { format: 'etc2-rgba', block: '4x4' },
  { format: 'etc2-rgb', block: '4x4' },
] as const;

/** Sides that no block divides. */
export const ODD_SHAPES: Readonly<Record<TargetShape, Shape>> = {
  '2D texture': { width: 37, height: 22, depth: 0, layers: 0, faces: 1 },
  '2D texture array': { width: 19, height: 26, depth: 0, layers: 3, faces: 1 },
  cubemap: { width: 21, height: 21, depth: 0, layers: 0, faces: 6 },
  'cubemap array': { width: 13, height: 13, depth: 0, layers: 2, faces: 6 },
  '3D texture': { width: 14, height: 9, depth: 5, layers: 0, faces: 1 },
};
/** Sides in whole blocks of 4x4 and of 6x6. */
export const WHOLE_SHAPES: typeof ODD_SHAPES = {
  '2D texture': { ...ODD_SHAPES['2D texture'], width: 48, height: 24 },
  '2D texture array': { ...ODD_SHAPES['2D texture array'], width: 24, height: 36 },
  cubemap: { ...ODD_SHAPES.cubemap, width: 24, height: 24 },
  'cubemap array': { ...ODD_SHAPES['cubemap array'], width: 12, height: 12 },
  '3D texture': { ...ODD_SHAPES['3D texture'], width: 12, height: 24 },
};

/** As `cubemap astc 6x6 srgb zstd`. */
export function shapedName({ shape, colorSpace, packing, levels, ...kind }: ShapedKind): string {
  const parts = [shape, kindName(kind), colorSpace, packing, levels && `${levels} levels`];
  return parts.filter((part) => part !== undefined).join(' ');
}

/** Every shape of four formats in both colour spaces, packed in every way that there is; and chains that end early. */
export function everyShapedKind(container: Container): ShapedKind[] {
  const kinds = TARGET_SHAPES.flatMap((shape) =>
    FORMATS.flatMap((format) =>
      (['srgb', 'linear'] as const).map((colorSpace) => ({ shape, ...format, colorSpace, container })),
    ),
  );
  const packings = container === 'ktx2' ? ([undefined, 'zstd', 'zlib'] as const) : [undefined];
  const packed = kinds.flatMap((kind) => packings.map((packing) => ({ ...kind, ...(packing && { packing }) })));
  const chained = kinds.filter(({ block }) => block === '4x4');
  return [...packed, ...chained.flatMap((kind) => [1, 3].map((levels) => ({ ...kind, levels })))];
}
