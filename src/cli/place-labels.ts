/** Where the names of points stand on a plot: beside their points, not over each other, by the same rules every time. */

export interface PlotPoint {
  /** In pixels, down and to the right. */
  x: number;
  y: number;
}

/** A point with a name, and where that stands if nothing is in the way. */
export interface NamedPoint extends PlotPoint {
  name: string;
  side: 'above' | 'below';
}

/** From a point to the middle of its name's height, and to the end of the name that its anchor says. */
export interface LabelPlace {
  dx: number;
  dy: number;
  anchor: 'start' | 'middle' | 'end';
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface LabelSurroundings {
  /** What names have to stay in. */
  area: Box;
  /** Pixels. */
  fontSize: number;
  /** Lines through points, which names cross where there is no better place. */
  lines: readonly (readonly PlotPoint[])[];
}

/** Directions in the order of preference, for names above. */
const DIRECTIONS: readonly (readonly [x: -1 | 0 | 1, y: -1 | 0 | 1])[] = [
  [1, -1],
  [0, -1],
  [-1, -1],
  [1, 0],
  [-1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
];
/** Pixels between a point and its name, the nearest first. */
const GAPS = [5, 12, 20, 30, 42, 56, 70, 84, 98, 112, 126, 140];
const DOT_RADIUS = 4;
/** Width of a letter by its height: a little more than that of Helvetica. */
const LETTER_WIDTH = 0.56;
/**
 * What a square pixel of overlap costs, by what is overlapped; the next direction costs 1, the next gap {@link GAP_COST}.
 * A name that is overlapped at all costs more than any place without.
 */
const COSTS = { outside: 100, name: 50, dot: 10, line: 0.2 };
const TOUCHED_COST = 1000;
/** Why: a name that crosses a line a little is read more easily than one that is far from its point. */
const GAP_COST = 20;
/** Pixels between the places where a line is felt, and around each. */
const LINE_STEP = 4;

/** @returns a place for each point, in their order; those before have their choice */
export function placeLabels(points: readonly NamedPoint[], surroundings: LabelSurroundings): LabelPlace[] {
  const dots = points.map((point) => around(point, DOT_RADIUS));
  const lines = surroundings.lines.flatMap(traceLine).map((point) => around(point, LINE_STEP / 2));
  const taken: Box[] = [];
  return points.map((point) => {
    const costs = candidates(point.side).map(({ place, rank }) => {
      const box = labelBox(point, place, surroundings.fontSize);
      const outside = areaOf(box) - overlap(box, surroundings.area);
      const cost = (boxes: readonly Box[]) => boxes.reduce((sum, other) => sum + overlap(box, other), 0);
      const total = COSTS.outside * outside + COSTS.name * cost(taken) + COSTS.dot * cost(dots);
      const touched = TOUCHED_COST * taken.filter((other) => overlap(box, other) > 0).length;
      return { place, box, cost: total + touched + COSTS.line * cost(lines) + rank };
    });
    const best = costs.reduce((least, each) => (each.cost < least.cost ? each : least));
    taken.push(best.box);
    return best.place;
  });
}

/** What a name takes at a place. */
export function labelBox({ x, y, name }: NamedPoint, { dx, dy, anchor }: LabelPlace, fontSize: number): Box {
  const width = name.length * fontSize * LETTER_WIDTH;
  const left = x + dx - { start: 0, middle: width / 2, end: width }[anchor];
  return { left, right: left + width, top: y + dy - fontSize / 2, bottom: y + dy + fontSize / 2 };
}

function candidates(side: NamedPoint['side']): { place: LabelPlace; rank: number }[] {
  const mirror = side === 'above' ? 1 : -1;
  return GAPS.flatMap((gap, ring) =>
    DIRECTIONS.map(([x, y], direction) => ({
      place: { dx: x * gap, dy: y * mirror * (gap + 4), anchor: x === 0 ? 'middle' : x > 0 ? 'start' : 'end' },
      rank: ring * GAP_COST + direction,
    })),
  );
}

function traceLine(line: readonly PlotPoint[]): PlotPoint[] {
  return line.slice(1).flatMap((end, index) => {
    const start = line[index]!;
    const steps = Math.ceil(Math.hypot(end.x - start.x, end.y - start.y) / LINE_STEP);
    return Array.from({ length: steps }, (_, step) => ({
      x: start.x + ((end.x - start.x) * step) / steps,
      y: start.y + ((end.y - start.y) * step) / steps,
    }));
  });
}

function around({ x, y }: PlotPoint, radius: number): Box {
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}

function areaOf({ left, top, right, bottom }: Box): number {
  return Math.max(0, right - left) * Math.max(0, bottom - top);
}

function overlap(a: Box, b: Box): number {
  return areaOf({
    left: Math.max(a.left, b.left),
    right: Math.min(a.right, b.right),
    top: Math.max(a.top, b.top),
    bottom: Math.min(a.bottom, b.bottom),
  });
}
