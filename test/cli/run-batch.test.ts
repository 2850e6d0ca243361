/** Several files at a time: order, bounds, failures and interruptions as if it were one after the other. */
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Batch, runBatch } from '../../src/cli/run-batch.js';
import { Session } from '../../src/cli/session.js';
import { createGate } from '../../src/cli/stages/gate.js';
import { createPixelRoom } from '../../src/cli/stages/pixel-room.js';
import type { FileRun } from '../../src/cli/stages/stage.js';
import { AstcError } from '../../src/errors.js';
import { FIXTURES, makeFolder, parseDocument, runCli } from '../support/cli.js';

const names = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Runs files of these names, to be written nowhere. */
function run(work: Batch['work'], { lookAhead = 6, signal = new AbortController().signal, flags = {} } = {}) {
  const files = names.map((input) => ({ input, inputs: [input], output: `/nowhere/${input}` }));
  return runBatch(new Session({}, signal), { files, flags, lookAhead, work, onEnd: () => {} });
}

/** What goes to stdout and stderr while `act` runs, in order. */
async function listen<T>(act: () => Promise<T>): Promise<{ result: T; lines: string[] }> {
  const lines: string[] = [];
  const write = (chunk: string | Uint8Array) => lines.push(String(chunk).trimEnd()) > 0;
  const spies = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockImplementation(write));
  const result = await act().finally(() => spies.forEach((spy) => void spy.mockRestore()));
  return { result, lines };
}

describe('a batch', () => {
  /** The later, the sooner it is done. */
  const backwards = async ({ input, index, report }: FileRun) => {
    report.warn('begins');
    await delay(60 - index * 10);
    if (input === 'b') throw new AstcError('E_READ', 'broken');
    if (input === 'd') throw new AstcError('E_UNSUPPORTED', 'strange');
    report.say(`${input} is made`);
    return { input };
  };

  it('tells and lists in the order of its files, whatever is done first', async () => {
    const { result, lines } = await listen(() => run(backwards));
    expect(result.document).toEqual({
      files: ['a', 'c', 'e', 'f'].map((input) => ({ input })),
      failed: [
        { input: 'b', code: 'E_READ', message: 'broken' },
        { input: 'd', code: 'E_UNSUPPORTED', message: 'strange' },
      ],
    });
    expect(lines).toEqual([
      'warning: a: begins',
      'a is made',
      'warning: b: begins',
      'error: b: broken',
      'warning: c: begins',
      'c is made',
      'warning: d: begins',
      'error: d: strange',
      'warning: e: begins',
      'e is made',
      'warning: f: begins',
      'f is made',
    ]);
  });

  it('has the exit code of the first failure in its order', async () => {
    const { result } = await listen(() => run(backwards));
    expect(result.exitCode).toBe(2);
  });

  it.each([1, 2, 4])('has at most %i files on their way', async (lookAhead) => {
    let now = 0;
    let most = 0;
    await run(
      async ({ input }) => {
        most = Math.max(most, ++now);
        await delay(5);
        now--;
        return { input };
      },
      { lookAhead },
    );
    expect(most).toBe(lookAhead);
  });

  it('that is interrupted lists what was made, and tells of the first file that was not', async () => {
    const controller = new AbortController();
    const begun: string[] = [];
    const work = async ({ input, signal, report }: FileRun) => {
      begun.push(input);
      // The second is quick, the first and the third never end by themselves.
      if (input === 'b') {
        report.say('b is made');
        return { input };
      }
      const stopped = new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))));
      if (begun.length === 3) controller.abort();
      await stopped;
      return { input };
    };
    const { result, lines } = await listen(() => run(work, { lookAhead: 2, signal: controller.signal }));
    // Which of two files on their way begins first is the file system's matter.
    expect(begun.toSorted()).toEqual(['a', 'b', 'c']);
    expect(result.document).toMatchObject({
      files: [{ input: 'b' }],
      failed: [{ input: 'a', code: 'E_ABORTED', message: 'interrupted' }],
    });
    expect(lines).toEqual(['error: a: interrupted', 'b is made']);
    expect(result.exitCode).toBe(130);
  });

  it('tells of every file, also of the one whose turn it is while others wait', async () => {
    const { lines } = await listen(() =>
      run(async ({ input, report }) => {
        report.say(`${input} begins`);
        await delay(input === 'a' ? 30 : 0);
        report.say(`${input} ends`);
        return { input };
      }),
    );
    expect(lines).toEqual(names.flatMap((name) => [`${name} begins`, `${name} ends`]));
  });
});

describe('a gate', () => {
  it('lets files in by their order, so many at a time', async () => {
    const gate = createGate(2);
    const entered: number[] = [];
    let now = 0;
    const pass = (index: number) =>
      gate.through(index, async () => {
        entered.push(index);
        expect(++now).toBeLessThanOrEqual(2);
        await delay(2);
        now--;
      });
    await Promise.all([3, 1, 4, 0, 2].map(pass));
    expect(entered).toEqual([0, 1, 2, 3, 4]);
  });

  it('does not wait for files that will not come', async () => {
    const gate = createGate(1);
    const entered: number[] = [];
    const pass = (index: number) => gate.through(index, async () => void entered.push(index));
    const passing = Promise.all([pass(5), pass(2)]);
    for (const index of [0, 4, 1, 3]) gate.forget(index);
    await passing;
    gate.forget(2);
    await pass(6);
    expect(entered).toEqual([2, 5, 6]);
  });

  it('goes on after work that fails', async () => {
    const gate = createGate(1);
    await expect(gate.through(0, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await gate.through(1, async () => 'yes')).toBe('yes');
  });
});

describe('the room for pixels', () => {
  it('opens while less than its pixels are held, in the order of asking', async () => {
    const openRoom = createPixelRoom(100);
    const [first, second, third] = [openRoom(), openRoom(), openRoom()];
    await first.open();
    first.take(1000);
    const order: string[] = [];
    const waiting = [second.open().then(() => order.push('second')), third.open().then(() => order.push('third'))];
    await delay(5);
    expect(order).toEqual([]);
    first.leave();
    await Promise.all(waiting);
    expect(order).toEqual(['second', 'third']);
  });

  it('takes back once what a file gives back twice', async () => {
    const openRoom = createPixelRoom(100);
    const room = openRoom();
    room.take(150);
    room.leave();
    room.leave();
    const other = openRoom();
    other.take(100);
    let isOpen = false;
    void room.open().then(() => {
      isOpen = true;
    });
    await delay(5);
    expect(isOpen).toBe(false);
  });
});

describe('many files in one command', () => {
  let folder: ReturnType<typeof makeFolder>;
  beforeEach(() => {
    folder = makeFolder();
  });
  afterEach(() => folder.remove());

  const PICTURES = ['scene-rgb8.png', 'sprite-rgba8.png'];
  const FAST = ['--quality', 'fastest'];

  it('become the same bytes as one by one, and back, with any number of threads', async () => {
    const inputs = Array.from({ length: 14 }, (_, index) => {
      const name = `p${index}.png`;
      copyFileSync(join(FIXTURES, 'images', PICTURES[index % 2]!), folder.at(name));
      return name;
    });
    for (const [index, picture] of PICTURES.entries()) {
      await runCli(['encode', join(FIXTURES, 'images', picture), '-o', folder.at(`one${index}.ktx2`), ...FAST]);
      await runCli(['decode', folder.at(`one${index}.ktx2`), '-o', folder.at(`one${index}.png`)]);
    }
    for (const threads of ['1', '2', '3']) {
      const encoded = await runCli(
        ['encode', ...inputs, '-o', `out${threads}`, ...FAST, '--threads', threads, '--json'],
        {
          cwd: folder.path,
        },
      );
      expect(encoded).toMatchObject({ code: 0, stderr: '' });
      expect(parseDocument(encoded).files.map((file) => file.input)).toEqual(inputs);
      const textures = inputs.map((name) => `out${threads}/${name.replace('png', 'ktx2')}`);
      const decoded = await runCli(['decode', ...textures, '-o', `back${threads}`, '--threads', threads], {
        cwd: folder.path,
      });
      // A line a file, and their sum.
      expect(decoded.stdout.toString().trimEnd().split('\n')).toHaveLength(inputs.length + 1);
      for (const [index, name] of inputs.entries()) {
        const one = folder.at(`one${index % 2}`);
        expect(readFileSync(folder.at(textures[index]!)).equals(readFileSync(`${one}.ktx2`))).toBe(true);
        expect(readFileSync(folder.at(`back${threads}/${name}`)).equals(readFileSync(`${one}.png`))).toBe(true);
      }
      expect(readdirSync(folder.at(`out${threads}`))).toHaveLength(inputs.length);
    }
  });

  it('fail and are skipped each for itself', async () => {
    const inputs = Array.from({ length: 12 }, (_, index) => {
      copyFileSync(join(FIXTURES, 'images/sprite-rgba8.png'), folder.at(`${index}.png`));
      return `${index}.png`;
    });
    writeFileSync(folder.at('3.png'), 'no picture');
    writeFileSync(folder.at('7.ktx2'), 'here already');
    const result = await runCli(['encode', ...inputs, 'missing.png', '-o', '.', ...FAST, '--skip-existing', '--json'], {
      cwd: folder.path,
    });
    expect(result.code).toBe(3);
    const document = parseDocument(result);
    expect(document.files.map((file) => file.input)).toEqual(inputs.filter((name) => !/^[37]\./.test(name)));
    expect(document).toMatchObject({
      failed: [{ input: '3.png' }, { input: 'missing.png', code: 'E_READ' }],
      skipped: [{ input: '7.png', output: '7.ktx2' }],
    });
  });
});
