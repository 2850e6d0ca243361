import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { geometricMean, paretoFront, ratioAtEqualPsnr, speedAtPsnr } from '../../bench/curve.mjs';

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

  it('is held flat below the fastest preset', () => {
    expect(speedAtPsnr(STEPS, 29)).toEqual({ speed: 1e6, where: 'below' });
  });

  it('is held flat above the slowest preset', () => {
    expect(speedAtPsnr(STEPS, 40)).toEqual({ speed: 1e4, where: 'above' });
  });

  it('compares a point beyond either end with the preset at that end', () => {
    expect(ratioAtEqualPsnr({ psnrDb: 20, speed: 3e6 }, STEPS)).toEqual({ ratio: 3, where: 'below' });
    expect(ratioAtEqualPsnr({ psnrDb: 40, speed: 3e4 }, STEPS)).toEqual({ ratio: 3, where: 'above' });
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

  it('refuses a curve without points and figures that are no finite numbers', () => {
    expect(() => speedAtPsnr([], 30)).toThrow(/for a curve/);
    expect(() => speedAtPsnr(STEPS, Number.POSITIVE_INFINITY)).toThrow(/for a curve/);
    expect(() => speedAtPsnr([{ psnrDb: 30, speed: 0 }], 30)).toThrow(/for a curve/);
    expect(() => speedAtPsnr([{ psnrDb: Number.NaN, speed: 1 }], 30)).toThrow(/for a curve/);
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
