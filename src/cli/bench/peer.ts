/** Native astcenc as a process: which it is, and one compression of it. */
import { spawn } from 'node:child_process';
import { AstcError } from '../../errors.js';
import { readCodingSeconds } from './peer-text.js';

export interface Peer {
  path: string;
  /** "4.7.1". */
  version: string;
  /** The first line that it says of itself. */
  banner: string;
}

/** One compression. Paths are files: a PNG in, an .astc out. */
export interface PeerJob {
  input: string;
  output: string;
  block: string;
  quality: string;
  colorSpace: 'srgb' | 'linear';
  threads: number;
  texelCount: number;
}

/** The peer's preset that stands against one of ours: of the same name, its fastest one against `realtime`. */
export function peerPreset(quality: string): string {
  return quality === 'realtime' ? 'fastest' : quality;
}

/** Versions whose command line we know. */
const KNOWN_VERSIONS = /^[45]\./;

/** @throws {AstcError} E_READ for a program that cannot be started, E_OPTION for one that is no astcenc 4 or 5 */
export async function openPeer(path: string, signal: AbortSignal): Promise<Peer> {
  const { stdout, stderr } = await execute(path, ['-version'], signal);
  const said = `${stdout}\n${stderr}`.trim().split('\n')[0]!.trim();
  const version = /^astcenc v?(\d+\.\d+(?:\.\d+)?)/.exec(said)?.[1];
  if (version !== undefined && KNOWN_VERSIONS.test(version)) return { path, version, banner: said };
  const received = said === '' ? 'says nothing to -version' : `says "${said.slice(0, 80)}"`;
  throw new AstcError(
    'E_OPTION',
    `Expected a native astcenc of version 4 or 5 for --peer but received ${path}, which ${received}`,
  );
}

/**
 * @returns wall seconds: of its coding, as it prints them, and of the whole process
 * @throws {AstcError} E_PEER, E_ABORTED
 */
export async function compressByPeer(
  { path }: Peer,
  job: PeerJob,
  signal: AbortSignal,
): Promise<{ codingSeconds: number; processSeconds: number }> {
  const mode = job.colorSpace === 'srgb' ? '-cs' : '-cl';
  const args = [mode, job.input, job.output, job.block, `-${peerPreset(job.quality)}`, '-j', String(job.threads)];
  const startMs = performance.now();
  const { status, stdout, stderr } = await execute(path, args, signal);
  const processSeconds = (performance.now() - startMs) / 1000;
  if (status !== 0) {
    const reason = (stderr || stdout).trim().split('\n').at(-1);
    throw new AstcError('E_PEER', `${path} ${args.join(' ')} ended with ${status} (${reason})`);
  }
  return { codingSeconds: readCodingSeconds(stdout, job.texelCount), processSeconds };
}

interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a program, with numbers printed as in English. @throws {AstcError} E_READ where it cannot be started, E_ABORTED */
export function execute(path: string, args: readonly string[], signal: AbortSignal): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, {
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    });
    const ended: Ended = { status: null, stdout: '', stderr: '' };
    child.stdout.on('data', (text) => (ended.stdout += text));
    child.stderr.on('data', (text) => (ended.stderr += text));
    child.on('error', (cause: NodeJS.ErrnoException) => {
      if (signal.aborted) reject(new AstcError('E_ABORTED', 'interrupted', { cause }));
      else reject(new AstcError('E_READ', `${path} cannot be started (${cause.code ?? cause.message})`, { cause }));
    });
    child.on('close', (status) => resolve({ ...ended, status }));
  });
}
