/** The progress bar: one line, drawn over itself, for a person at a terminal only. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createProgressBar } from '../../src/cli/progress-bar.js';
import { Session, type TalkFlags } from '../../src/cli/session.js';

const { isTTY, columns } = process.stderr;
let written = '';

beforeEach(() => {
  written = '';
  vi.stubEnv('CI', '');
  vi.stubEnv('TERM', 'xterm');
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    written += chunk;
    return true;
  });
  process.stderr.isTTY = true;
  process.stderr.columns = 60;
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.stderr.isTTY = isTTY;
  process.stderr.columns = columns;
});

const barOf = (flags: TalkFlags, label = 'a.png') =>
  createProgressBar(new Session(flags, new AbortController().signal), label);
const half = { done: 50, total: 100, seconds: 2, illegalBlocks: 0 };

describe('the progress bar', () => {
  it('draws share and time left over itself, and wipes the line', () => {
    const bar = barOf({});
    bar.update(half);
    expect(written).toBe(`\r[${'#'.repeat(12)}${'.'.repeat(12)}]  50 %    2.0 s left  a.png\u001b[K`);
    written = '';
    bar.clear();
    expect(written).toBe('\r\u001b[K');
  });

  it('never wraps', () => {
    barOf({}, 'x'.repeat(200)).update(half);
    expect(written.replace('\r', '').replace('\u001b[K', '').length).toBeLessThan(60);
  });

  it('stays away from jobs that are over at once', () => {
    const bar = barOf({});
    bar.update({ ...half, seconds: 0.1 });
    bar.update({ ...half, done: 100 });
    bar.clear();
    expect(written).toBe('');
  });

  it.each<[string, TalkFlags]>([
    ['--quiet', { quiet: true }],
    ['--json', { json: true }],
    ['--no-progress', { progress: false }],
  ])('is silent with %s', (_, flags) => {
    barOf(flags).update(half);
    expect(written).toBe('');
  });

  it('is silent in CI, on a dumb terminal, and where stderr is no terminal', () => {
    vi.stubEnv('CI', 'true');
    barOf({}).update(half);
    vi.stubEnv('CI', '');
    vi.stubEnv('TERM', 'dumb');
    barOf({}).update(half);
    vi.stubEnv('TERM', 'xterm');
    process.stderr.isTTY = false;
    barOf({}).update(half);
    expect(written).toBe('');
  });
});
