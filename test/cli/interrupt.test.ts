/** Ctrl-C and crashes: nothing partial is left, what existed survives. */
import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CLI_PATH, FIXTURES, makeFolder, parseDocument, runCli } from '../support/cli.js';

const OLD = 'kept as it was';
/** Takes longer than any signal. */
const SLOW = ['--quality', 'exhaustive', '--block', '12x12', '--force', '--threads', '1', '--verbose'];

/** Sends a signal a moment after the process has said that it is reading or encoding. */
function killWhen(doing: 'reading' | 'encoding', signal: NodeJS.Signals) {
  return (child: ChildProcess) => {
    child.stderr!.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes(doing)) setTimeout(() => child.kill(signal), 100);
    });
  };
}

let folder: ReturnType<typeof makeFolder>;
beforeEach(() => {
  folder = makeFolder();
  copyFileSync(join(FIXTURES, 'photos/allium.png'), folder.at('a.png'));
  copyFileSync(join(FIXTURES, 'photos/boats.png'), folder.at('b.png'));
  writeFileSync(folder.at('a.ktx2'), OLD);
});
afterEach(() => folder.remove());

const files = () => readdirSync(folder.path).sort();

if (process.platform === 'win32') console.warn('SKIPPED: signals, which Windows does not have');
describe.skipIf(process.platform === 'win32')('a signal', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends with exit code %i, leaves no part and keeps what was there', async (signal, code) => {
    const result = await runCli(['encode', 'a.png', ...SLOW], {
      cwd: folder.path,
      onStart: killWhen('encoding', signal),
    });
    expect(result).toMatchObject({ code, signal: null });
    expect(result.stderr).toContain('\nerror: a.png: interrupted\n');
    expect(files()).toEqual(['a.ktx2', 'a.png', 'b.png']);
    expect(readFileSync(folder.at('a.ktx2'), 'utf8')).toBe(OLD);
  });

  it('stops a batch: the rest is not begun, and --json says so', async () => {
    const result = await runCli(['encode', 'a.png', 'b.png', '-o', '.', '--json', ...SLOW], {
      cwd: folder.path,
      onStart: killWhen('encoding', 'SIGINT'),
    });
    expect(result.code).toBe(130);
    expect(parseDocument(result)).toMatchObject({ files: [], failed: [{ input: 'a.png', code: 'E_ABORTED' }] });
    expect(files()).toEqual(['a.ktx2', 'a.png', 'b.png']);
  });

  it('ends a run that waits for stdin', async () => {
    const child = spawn(process.execPath, [CLI_PATH, 'encode', '-', '--verbose']);
    killWhen('reading', 'SIGINT')(child);
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(130);
  });

  it('that cannot be caught leaves at most nothing under the output’s name', async () => {
    const result = await runCli(['encode', 'a.png', ...SLOW], {
      cwd: folder.path,
      onStart: killWhen('encoding', 'SIGKILL'),
    });
    expect(result.signal).toBe('SIGKILL');
    expect(readFileSync(folder.at('a.ktx2'), 'utf8')).toBe(OLD);
  });
});

describe('a pipe', () => {
  it('whose reader leaves early is an error of exit code 2, without a stack', async () => {
    const script = `"${process.execPath}" "${CLI_PATH}" info a.png b.png --json; echo "code $?" >&2`;
    // The reader is gone before anything is written.
    const child = spawn('sh', ['-c', `(sleep 0.2; ${script}) | true`], { cwd: folder.path });
    const stderr: string[] = [];
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk.toString()));
    await new Promise((resolve) => child.on('close', resolve));
    expect(stderr.join('')).toMatch(/error: -: cannot be written \(the reader closed the pipe\)\ncode 2\n$/);
  });
});
