/** Pictures that hold all six faces of a cube map: crosses and strips, found by their proportions and cut into faces. */
import { allocateComponents } from '../images/channels.js';
import type { Image } from '../types.js';

/** A face's place in a grid of squares; a turned one stands on its head. */
interface Cell {
  column: number;
  row: number;
  isTurned?: true;
}

export interface CubeLayout {
  name: string;
  /** Squares across and down. */
  columns: number;
  rows: number;
  /** In the order of the faces. */
  cells: readonly Cell[];
}

const strip = (cellOf: (face: number) => Cell) => Array.from({ length: 6 }, (_, face) => cellOf(face));

/** What tools of skyboxes write, the middle of a cross being +Z. */
export const CUBE_LAYOUTS: readonly CubeLayout[] = [
  {
    name: 'horizontal cross',
    columns: 4,
    rows: 3,
    cells: [
      { column: 2, row: 1 },
      { column: 0, row: 1 },
      { column: 1, row: 0 },
      { column: 1, row: 2 },
      { column: 1, row: 1 },
      { column: 3, row: 1 },
    ],
  },
  {
    name: 'vertical cross',
    columns: 3,
    rows: 4,
    cells: [
      { column: 2, row: 1 },
      { column: 0, row: 1 },
      { column: 1, row: 0 },
      { column: 1, row: 2 },
      { column: 1, row: 1 },
      // Folded down over the lower face, so its top is at the bottom.
      { column: 1, row: 3, isTurned: true },
    ],
  },
  { name: 'row', columns: 6, rows: 1, cells: strip((column) => ({ column, row: 0 })) },
  { name: 'column', columns: 1, rows: 6, cells: strip((row) => ({ column: 0, row })) },
];

/** The layout whose squares fill a picture of this size exactly. */
export function findCubeLayout(width: number, height: number): CubeLayout | undefined {
  return CUBE_LAYOUTS.find(({ columns, rows }) => width % columns === 0 && width * rows === height * columns);
}

/** The six faces of a picture of this layout, in their order, texels unchanged. */
export function cutFaces(image: Image, { columns, cells }: CubeLayout): Image[] {
  const side = image.width / columns;
  return cells.map((cell) => ({ ...image, width: side, height: side, data: cutCell(image, side, cell) }));
}

function cutCell({ data, width }: Image, side: number, { column, row, isTurned }: Cell): Image['data'] {
  const face = allocateComponents({ data }, side * side * 4);
  for (let y = 0; y < side; y++) {
    const from = ((row * side + y) * width + column * side) * 4;
    face.set(data.subarray(from, from + side * 4), y * side * 4);
  }
  if (isTurned) turnAround(face);
  return face;
}

/** Last texel first: both axes at once. */
function turnAround(data: Image['data']): void {
  for (let low = 0, high = data.length - 4; low < high; low += 4, high -= 4) {
    for (let component = 0; component < 4; component++) {
      const kept = data[low + component]!;
      data[low + component] = data[high + component]!;
      data[high + component] = kept;
    }
  }
}
