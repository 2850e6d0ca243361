import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  geometricMean,
  MIN_EXTENSION_SPAN_DB,
  paretoFront,
  ratioAtEqualPsnr,
  speedAtPsnr,
} from '../../bench/curve.mjs';

/** Each preset one dB better and ten times slower than the one before. */
const STEPS = [
  { psnrDb: 30, speed: 1e6 },
  { psnrDb: 31, speed: 1e5 },
  { psnrDb: 32, speed: 1e4 },
];

const point = fc.record({
  psnrDb: fc.double({ min: 10, max: 60, noNaN: true }),
  speed: fc.double({ min: 1e3, max: 1e7, noNaN: true }),
});

describe('speed at equal PSNR', () => {
  it('is the measured speed at the PSNR of a preset', () => {
    for (const { psnrDb, speed } of STEPS) {
      const found = speedAtPsnr(STEPS, psnrDb);
      expect(found.where).toBe('inside');
      expect(found.speed).toBeCloseTo(speed, 3);
    }
  });

  it('is the geometric mean of two presets half way between their PSNR', () => {
    expect(speedAtPsnr(STEPS, 30.5).speed).toBeCloseTo(Math.sqrt(1e6 * 1e5), 3);
    expect(speedAtPsnr(STEPS, 31.5).speed).toBeCloseTo(Math.sqrt(1e5 * 1e4), 3);
  });

  it('follows the first segment below the fastest preset', () => {
    const found = speedAtPsnr(STEPS, 29);
    expect(found.where).toBe('below');
    expect(found.speed).toBeCloseTo(1e7, 2);
  });

  it('takes the slope of the first segment, not of a later one, below the fastest preset', () => {
    const bent = [
      { psnrDb: 30, speed: 100 },
      { psnrDb: 31, speed: 50 },
      { psnrDb: 31.1, speed: 1 },
    ];
    expect(speedAtPsnr(bent, 28).speed).toBeCloseTo(400, 6);
  });

  it('is held flat above the slowest preset', () => {
    expect(speedAtPsnr(STEPS, 40)).toEqual({ speed: 1e4, where: 'above' });
  });

  it('gives nothing for being twice as fast one dB below a peer that doubles its speed for one dB', () => {
    const peer = [
      { psnrDb: 40, speed: 1000 },
      { psnrDb: 41, speed: 500 },
    ];
    expect(ratioAtEqualPsnr({ psnrDb: 39, speed: 2000 }, peer).ratio).toBeCloseTo(1, 9);
  });

  it('does not depend on the order of the presets', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 6 }), point, (points, { psnrDb }) => {
        expect(speedAtPsnr([...points].reverse(), psnrDb)).toEqual(speedAtPsnr(points, psnrDb));
      }),
    );
  });

  it('never rises with PSNR', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 6 }), point, point, (points, a, b) => {
        const [low, high] = a.psnrDb < b.psnrDb ? [a.psnrDb, b.psnrDb] : [b.psnrDb, a.psnrDb];
        const slower = speedAtPsnr(points, high).speed;
        expect(slower).toBeLessThanOrEqual(speedAtPsnr(points, low).speed * (1 + 1e-9));
      }),
    );
  });

  it('holds the peer at no less than any of its presets that is at least as good', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 6 }), point, (points, { psnrDb }) => {
        const better = points.filter((candidate) => candidate.psnrDb >= psnrDb).map((candidate) => candidate.speed);
        expect(speedAtPsnr(points, psnrDb).speed).toBeGreaterThanOrEqual(Math.max(0, ...better) * (1 - 1e-9));
      }),
    );
  });

  it('does not extend along a first segment that is only noise', () => {
    const flat = [
      { psnrDb: 50, speed: 1000 },
      { psnrDb: 50 + MIN_EXTENSION_SPAN_DB / 10, speed: 500 },
    ];
    expect(speedAtPsnr(flat, 49)).toEqual({ speed: 1000, where: 'below' });
    const withReal = [...flat, { psnrDb: 51, speed: 250 }];
    expect(speedAtPsnr(withReal, 49).speed).toBeCloseTo(4000, 6);
  });

  it('refuses a curve without points and figures that are no finite numbers', () => {
    expect(() => speedAtPsnr([], 30)).toThrow(RangeError);
    expect(() => speedAtPsnr(STEPS, Number.POSITIVE_INFINITY)).toThrow(RangeError);
    expect(() => speedAtPsnr([{ psnrDb: 30, speed: 0 }], 30)).toThrow(RangeError);
    expect(() => speedAtPsnr([{ psnrDb: Number.NaN, speed: 1 }], 30)).toThrow(RangeError);
  });
});

describe('the Pareto front', () => {
  it('drops a preset that another beats in both PSNR and speed', () => {
    const worse = { psnrDb: 30.5, speed: 5e4 };
    expect(paretoFront([...STEPS, worse])).toEqual(STEPS);
  });

  it('keeps the faster of two presets of equal PSNR and the better of two of equal speed', () => {
    const points = [
      { psnrDb: 30, speed: 10 },
      { psnrDb: 30, speed: 20 },
      { psnrDb: 31, speed: 20 },
    ];
    expect(paretoFront(points)).toEqual([{ psnrDb: 31, speed: 20 }]);
  });

  it('rises strictly in PSNR, falls strictly in speed, and beats every point given', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 8 }), (points) => {
        const front = paretoFront(points);
        for (const [index, next] of front.slice(1).entries()) {
          expect(next.psnrDb).toBeGreaterThan(front[index]!.psnrDb);
          expect(next.speed).toBeLessThan(front[index]!.speed);
        }
        for (const { psnrDb, speed } of points)
          expect(front.some((kept) => kept.psnrDb >= psnrDb && kept.speed >= speed)).toBe(true);
      }),
    );
  });
});

describe('the geometric mean', () => {
  it('of a ratio and its inverse is one', () => {
    expect(geometricMean([4, 0.25])).toBeCloseTo(1, 12);
  });

  it('of nothing is no number', () => {
    expect(geometricMean([])).toBeNaN();
  });
});
