/** Names of points on plots: not over each other, inside, the same every time. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, labelBox, type NamedPoint, placeLabels } from '../../src/cli/place-labels.js';

const AREA: Box = { left: 0, top: 0, right: 360, bottom: 260 };
const surroundings = { area: AREA, fontSize: 12, lines: [] };

const place = (points: NamedPoint[]) =>
  placeLabels(points, surroundings).map((each, index) => labelBox(points[index]!, each, surroundings.fontSize));

const isApart = (a: Box, b: Box) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
const isInside = ({ left, top, right, bottom }: Box) =>
  left >= AREA.left && top >= AREA.top && right <= AREA.right && bottom <= AREA.bottom;
const pairs = (boxes: Box[]) => boxes.flatMap((a, index) => boxes.slice(index + 1).map((b) => [a, b] as const));

const NAMES = ['realtime', 'fastest', 'fast', 'medium', 'thorough', 'verythorough', 'exhaustive'];

describe('names of points', () => {
  it('stand right above them, or right below, where nothing is in the way', () => {
    const point = { x: 100, y: 100, name: 'medium' } as const;
    expect(placeLabels([{ ...point, side: 'above' }], surroundings)).toEqual([{ dx: 5, dy: -9, anchor: 'start' }]);
    expect(placeLabels([{ ...point, side: 'below' }], surroundings)).toEqual([{ dx: 5, dy: 9, anchor: 'start' }]);
  });

  it('of seven points that lie on one another are apart and inside, in every corner too', () => {
    for (const [x, y] of [
      [180, 130],
      [3, 3],
      [357, 257],
    ] as const) {
      const boxes = place(NAMES.map((name, index) => ({ x: x + index * 0.1, y, name, side: 'above' })));
      expect(boxes.every(isInside)).toBe(true);
      expect(pairs(boxes).filter(([a, b]) => !isApart(a, b))).toEqual([]);
    }
  });

  it('of two encoders anywhere are apart, inside, and the same again', () => {
    const point = fc.record({ x: fc.integer({ min: 20, max: 340 }), y: fc.integer({ min: 20, max: 240 }) });
    const curve = (side: NamedPoint['side']) =>
      fc
        .array(point, { minLength: 6, maxLength: 6 })
        .map((points) => points.map((each, index): NamedPoint => ({ ...each, side, name: NAMES[index]! })));
    fc.assert(
      fc.property(curve('above'), curve('below'), (ours, theirs) => {
        const points = [...ours, ...theirs];
        const boxes = place(points);
        expect(place(points)).toEqual(boxes);
        expect(boxes.every(isInside)).toBe(true);
        expect(pairs(boxes).every(([a, b]) => isApart(a, b))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('leave a line where there is another place', () => {
    const point: NamedPoint = { x: 100, y: 100, name: 'fast', side: 'above' };
    const line = [
      { x: 100, y: 100 },
      { x: 150, y: 90 },
    ];
    const [placed] = placeLabels([point], { ...surroundings, lines: [line] });
    const { left, right, top, bottom } = labelBox(point, placed!, 12);
    const crossed = Array.from({ length: 51 }, (_, x) => [100 + x, 100 - x / 5] as const);
    expect(crossed.filter(([x, y]) => x > left && x < right && y > top && y < bottom)).toEqual([]);
  });
});
