/** Runs the built command line as users do: a process of its own, in a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The command as it is shipped. */
export const CLI_PATH = fileURLToPath(new URL('../../dist/cli/bundle/main.js', import.meta.url));
/** The same before it is bundled: a file for every module. */
export const UNBUNDLED_CLI_PATH = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
export const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));

if (!existsSync(CLI_PATH)) throw new Error(`${CLI_PATH} is missing: run npm run build first`);

export interface CliResult {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: Buffer;
  stderr: string;
}

export interface CliOptions {
  /** Default: {@link CLI_PATH}. */
  command?: string;
  cwd?: string;
  stdin?: Uint8Array;
  env?: Readonly<Record<string, string>>;
  /** Called with the running process, to interrupt it. */
  onStart?: (child: ChildProcess) => void;
}

/** Runs `astc-wasm` with arguments; resolves however it ends. */
export function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const env = { ...surroundings(), CI: '', NO_COLOR: '', FORCE_COLOR: '', ...options.env };
    const child = spawn(process.execPath, [options.command ?? CLI_PATH, ...args], {
      cwd: options.cwd ?? tmpdir(),
      env,
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve({ code, signal, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() });
    });
    // A command that refuses its arguments closes stdin unread.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.stdin);
    options.onStart?.(child);
  });
}

/** What surrounds the tests, less what the command would take for its options. */
function surroundings() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('ASTC_')));
}

/** The one document of a run with `--json`. */
export function parseDocument(result: CliResult): Record<string, unknown> & { files: Record<string, unknown>[] } {
  return JSON.parse(result.stdout.toString());
}

/** A folder that is gone after the test. */
export function makeFolder(): { path: string; at: (name: string) => string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'astc-wasm-'));
  return { path, at: (name) => join(path, name), remove: () => rmSync(path, { recursive: true, force: true }) };
}
