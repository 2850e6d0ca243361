/** Sources without end, and waiting that nothing but a signal ends. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readInput } from '../../src/cli/files/read-input.js';
import { CLI_PATH, FIXTURES, makeFolder, runCli, UNBUNDLED_CLI_PATH } from '../support/cli.js';

const SCENE = join(FIXTURES, 'images/scene-rgb8.png');
const FAST = ['--quality', 'fastest', '--threads', '1'];
const NEVER = new AbortController().signal;
/** Milliseconds after which a person thinks that nobody listens. */
const SECOND_MS = 1000;
/** Well below what the first signal leaves a run to end in good order. */
const AT_ONCE_MS = 500;
/** A busy machine may be late once. */
const PATIENTLY = { retry: 2 };

let folder: ReturnType<typeof makeFolder>;
beforeEach(() => {
  folder = makeFolder();
  copyFileSync(SCENE, folder.at('scene.png'));
});
afterEach(() => {
  for (const child of helpers.splice(0)) child.kill('SIGKILL');
  folder.remove();
});

/** Who reads and writes at the other end; ended with the test, also where it fails. */
const helpers: ChildProcess[] = [];
function help(script: string): ChildProcess {
  const child = spawn('sh', ['-c', script], { cwd: folder.path });
  helpers.push(child);
  return child;
}

const isUnix = process.platform !== 'win32';
if (!isUnix) console.warn('SKIPPED: FIFOs, devices and signals, which Windows does not have');

const isLinux = process.platform === 'linux';
if (!isLinux) console.warn('SKIPPED: files that are longer than they say, which are those of /proc');

const makeFifo = (name: string) => execFileSync('mkfifo', [folder.at(name)]);

describe('a bound on sources', () => {
  const bounds = { file: 100, stream: 50 };

  it('refuses a file that is larger, before it is read', async () => {
    writeFileSync(folder.at('a'), Buffer.alloc(101));
    await expect(readInput(folder.at('a'), NEVER, bounds)).rejects.toMatchObject({
      code: 'E_READ',
      message: 'cannot be read (larger than 100 bytes, the most a file may give)',
    });
    writeFileSync(folder.at('a'), Buffer.alloc(100, 7));
    expect(await readInput(folder.at('a'), NEVER, bounds)).toEqual(Buffer.alloc(100, 7));
  });

  it('of files is 2 GiB', async () => {
    writeFileSync(folder.at('a'), '');
    truncateSync(folder.at('a'), 2 ** 31 + 1);
    await expect(readInput(folder.at('a'), NEVER)).rejects.toMatchObject({
      code: 'E_READ',
      message: 'cannot be read (larger than 2 GiB, the most a file may give)',
    });
  });

  it.skipIf(!isLinux)('holds for files that grow, or never said how long they are', async () => {
    expect(statSync('/proc/self/status')).toMatchObject({ size: 0 });
    expect(Buffer.from(await readInput('/proc/self/status', NEVER)).toString()).toContain(`Pid:\t${process.pid}\n`);
    await expect(readInput('/proc/self/status', NEVER, bounds)).rejects.toMatchObject({
      code: 'E_READ',
      message: 'cannot be read (larger than 100 bytes, the most a file may give)',
    });
  });

  it.skipIf(!isUnix)('ends an endless device, stdin and pipe, with the bound in the error', async () => {
    const error = 'cannot be read (larger than 1 GiB, the most a device, a pipe or stdin may give)';
    const device = await runCli(['encode', '/dev/zero', '-o', folder.at('z.ktx2')]);
    expect(device).toMatchObject({ code: 2, stderr: `error: /dev/zero: ${error}\n` });
    const script = `cat /dev/zero | "${process.execPath}" "${CLI_PATH}" encode - -o z.ktx2; echo "code $?" >&2`;
    const child = spawn('sh', ['-c', script], { cwd: folder.path });
    const stderr: Buffer[] = [];
    child.stderr.on('data', (chunk) => stderr.push(chunk));
    await new Promise((resolve) => child.on('close', resolve));
    expect(Buffer.concat(stderr).toString()).toBe(`error: -: ${error}\ncode 2\n`);
    await expect(readInput('/dev/zero', NEVER, bounds)).rejects.toMatchObject({ code: 'E_READ' });
  });
});

/** A texture whose PNG fills every pipe: 1024x1024 texels of single-colour blocks, no two alike. */
function makeTexture(): void {
  const blocks = randomBytes(256 * 256 * 16);
  for (let block = 0; block < blocks.length; block += 16) blocks.fill('fcfdffffffffffff', block, block + 8, 'hex');
  const header = Buffer.from('13aba15c040401000400000400010000', 'hex');
  writeFileSync(folder.at('noise.astc'), Buffer.concat([header, blocks]));
}

/** A run that is sent signals; what became of it, and how long the last signal took. */
async function interrupt(child: ChildProcess, delaysMs: readonly number[], signal: NodeJS.Signals = 'SIGINT') {
  let sentMs = 0;
  for (const delayMs of delaysMs) {
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    sentMs = performance.now();
    child.kill(signal);
  }
  const [code, by] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
    child.on('exit', (...facts) => resolve(facts)),
  );
  return { code, by, tookMs: performance.now() - sentMs };
}

/** Starts the command line and waits until it says that it is busy. */
async function start(args: readonly string[], word = 'reading'): Promise<ChildProcess> {
  const child = spawn(process.execPath, [CLI_PATH, ...args, '--verbose'], { cwd: folder.path });
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes(word)) resolve();
    });
    child.on('exit', (code) => reject(new Error(`ended with ${code} before it was ${word}`)));
  });
  return child;
}

describe.skipIf(!isUnix)('a signal ends within a second', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('with %s a run that waits for somebody to write into a FIFO', async (signal, code) => {
    makeFifo('fifo');
    const result = await interrupt(await start(['encode', 'fifo', '-o', 'f.ktx2']), [100], signal);
    expect(result).toMatchObject({ code, by: null });
    expect(result.tookMs).toBeLessThan(SECOND_MS);
    expect(readdirSync(folder.path).sort()).toEqual(['fifo', 'scene.png']);
  });

  it('a run that waits for more from a FIFO', async () => {
    makeFifo('fifo');
    help('exec 3> fifo; head -c 100 scene.png >&3; exec sleep 60');
    const result = await interrupt(await start(['encode', 'fifo', '-o', 'f.ktx2']), [300]);
    expect(result).toMatchObject({ code: 130, by: null });
    expect(result.tookMs).toBeLessThan(SECOND_MS);
  });

  it('a run that waits for stdin', async () => {
    const child = await start(['encode', '-', '-o', 'f.ktx2']);
    child.stdin!.write(readFileSync(SCENE).subarray(0, 100));
    const result = await interrupt(child, [100]);
    expect(result).toMatchObject({ code: 130, by: null });
    expect(result.tookMs).toBeLessThan(SECOND_MS);
  });

  it('a run that waits for a FIFO to have a reader', async () => {
    makeFifo('out');
    const result = await interrupt(await start(['encode', 'scene.png', '-o', 'out', ...FAST], 'encoding'), [500]);
    expect(result).toMatchObject({ code: 130, by: null });
    expect(result.tookMs).toBeLessThan(SECOND_MS);
  });

  it('a run that waits for room in a FIFO', async () => {
    makeFifo('out.png');
    help('exec 3< out.png; exec sleep 60');
    makeTexture();
    const result = await interrupt(
      await start(['decode', 'noise.astc', '--bits', '16', '-o', 'out.png'], 'decoding'),
      [1000],
    );
    expect(result).toMatchObject({ code: 130, by: null });
    expect(result.tookMs).toBeLessThan(SECOND_MS);
  });

  it('a run that waits for room in the pipe of stdout', async () => {
    makeTexture();
    const child = await start(['decode', 'noise.astc', '--bits', '16', '-o', '-'], 'decoding');
    child.stdout!.pause();
    const result = await interrupt(child, [1000]);
    expect(result).toMatchObject({ code: 130, by: null });
    expect(result.tookMs).toBeLessThan(SECOND_MS);
  });
});

describe.skipIf(!isUnix)('a thread that no longer answers', () => {
  /** A process of ours whose thread waits for a FIFO and cannot be freed. */
  async function startHeldUp(): Promise<ChildProcess> {
    makeFifo('fifo');
    const module = (name: string) => JSON.stringify(pathToFileURL(join(UNBUNDLED_CLI_PATH, '..', name)).href);
    const script = `
      import { open, writeFile } from 'node:fs/promises';
      import { listenForSignals } from ${module('interruption.js')};
      import { addTemporaryFile } from ${module('files/temporary-file.js')};
      import { heldUpBy } from ${module('files/waiting.js')};
      await writeFile(addTemporaryFile('.'), 'a part');
      listenForSignals();
      void heldUpBy(open('fifo', 'r'));
      console.error('ready');`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { cwd: folder.path });
    await new Promise((resolve) => child.stderr.once('data', resolve));
    expect(readdirSync(folder.path).filter((name) => name.endsWith('.tmp'))).toHaveLength(1);
    return child;
  }

  it('does not keep the process beyond a second, nor what is not whole', async () => {
    const result = await interrupt(await startHeldUp(), [100]);
    expect(result).toMatchObject({ code: null, by: 'SIGINT' });
    expect(result.tookMs).toBeLessThan(SECOND_MS);
    expect(readdirSync(folder.path).sort()).toEqual(['fifo', 'scene.png']);
  });

  it('does not keep it at all after the second signal', PATIENTLY, async () => {
    const result = await interrupt(await startHeldUp(), [100, 100], 'SIGTERM');
    expect(result).toMatchObject({ code: null, by: 'SIGTERM' });
    expect(result.tookMs).toBeLessThan(AT_ONCE_MS);
    expect(readdirSync(folder.path).sort()).toEqual(['fifo', 'scene.png']);
  });
});

describe.skipIf(!isUnix)('the second signal', () => {
  it('ends a run at once, with the exit code of the first', PATIENTLY, async () => {
    makeFifo('out');
    const result = await interrupt(
      await start(['encode', 'scene.png', '-o', 'out', '--quality', 'exhaustive', '--block', '12x12'], 'encoding'),
      [20, 5],
    );
    expect(result).toMatchObject({ code: 130, by: null });
    expect(result.tookMs).toBeLessThan(AT_ONCE_MS);
  });
});

describe.skipIf(!isUnix)('a FIFO', () => {
  it('is waited for, read and written', async () => {
    makeFifo('in');
    makeFifo('out');
    const writer = help('sleep 0.3; cat scene.png > in');
    const reader = help('sleep 0.6; cat out > got.ktx2');
    const run = runCli(['encode', 'in', '-o', 'out', ...FAST], { cwd: folder.path });
    await Promise.all([writer, reader].map((child) => new Promise((resolve) => child.on('close', resolve))));
    expect(await run).toMatchObject({ code: 0, stderr: '' });
    await runCli(['encode', 'scene.png', '-o', 'direct.ktx2', ...FAST], { cwd: folder.path });
    expect(readFileSync(folder.at('got.ktx2')).equals(readFileSync(folder.at('direct.ktx2')))).toBe(true);
  });

  it('whose writer writes nothing is empty, not waited for', async () => {
    makeFifo('in');
    help('sleep 0.3; : > in');
    expect(await runCli(['encode', 'in', '-o', 'x.ktx2'], { cwd: folder.path })).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('error: in: empty file'),
    });
  });
});
