/** Progress of passes as that of one level. */
import { describe, expect, it } from 'vitest';
import type { Progress } from '../../src/pool/level-codec.js';
import { LevelProgress } from '../../src/weights/level-progress.js';

const passOf = (done: number, total: number, seconds: number, adapter?: string): Progress => ({
  done,
  total,
  seconds,
  illegalBlocks: 3,
  ...(adapter !== undefined && { adapter }),
});

describe('progress of a level in passes', () => {
  it('counts blocks of the level, adds seconds up, names the GPU to the end', () => {
    const told: Progress[] = [];
    const progress = new LevelProgress({ onProgress: (each) => told.push(each) }, 100);
    // Of 60 blocks 30 are compressed, 10 of them again: 40 in all.
    progress.begin(60, 40);
    const first = progress.pass();
    first.onProgress!(passOf(20, 30, 1, 'a GPU'));
    first.onProgress!(passOf(30, 30, 2, 'a GPU'));
    progress.aside().onProgress!(passOf(5, 5, 0.5));
    progress.pass().onProgress!(passOf(10, 10, 1, 'a GPU'));
    // The rest is blank.
    progress.begin(40, 0);
    progress.finish();
    expect(told.map(({ done }) => done)).toEqual([30, 45, 60, 100]);
    expect(told.map(({ seconds }) => seconds)).toEqual([1, 2, 3.5, 3.5]);
    expect(told.map(({ total }) => total)).toEqual([100, 100, 100, 100]);
    expect(told.map(({ adapter }) => adapter)).toEqual(['a GPU', 'a GPU', 'a GPU', 'a GPU']);
    expect(told.every(({ illegalBlocks }) => illegalBlocks === 0)).toBe(true);
  });

  it('tells the end once, and nothing where nobody listens', () => {
    const told: Progress[] = [];
    const progress = new LevelProgress({ onProgress: (each) => told.push(each) }, 4);
    progress.begin(4, 4);
    progress.pass().onProgress!(passOf(4, 4, 1));
    expect(told.map(({ done }) => done)).toEqual([3]);
    progress.finish();
    expect(told.at(-1)).toEqual({ done: 4, total: 4, seconds: 1, illegalBlocks: 0 });
    const { signal } = new AbortController();
    const silent = new LevelProgress({ signal }, 4);
    expect(silent.pass()).toEqual({ signal, onWarning: undefined });
    expect(() => silent.finish()).not.toThrow();
  });
});
