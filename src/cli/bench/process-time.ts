/** What a fresh process takes, from start to file: ours and the peer's. */
import { join } from 'node:path';
import { AstcError } from '../../errors.js';
import { compressByPeer, execute, type Peer } from './peer.js';

export interface ProcessTask {
  peer: Peer | undefined;
  block: string;
  quality: string;
  threads: number;
  rounds: number;
  /** Where `input.png` lies. */
  folder: string;
  signal: AbortSignal;
}

/** Wall seconds, medians of the rounds. */
export interface ProcessTimes {
  block: string;
  quality: string;
  ours: number;
  peer?: number;
}

/** @throws {AstcError} E_PEER where one of them fails, E_ABORTED */
export async function measureProcess(task: ProcessTask): Promise<ProcessTimes> {
  const { peer, block, quality, rounds } = task;
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(await runOurs(task));
    if (peer) theirs.push(await runPeer(task, peer));
  }
  return { block, quality, ours: medianOf(ours), ...(peer && { peer: medianOf(theirs) }) };
}

async function runOurs({ block, quality, threads, folder, signal }: ProcessTask): Promise<number> {
  const files = [join(folder, 'input.png'), '-o', join(folder, 'ours.astc'), '--force', '--quiet'];
  const flags = ['--block', block, '--quality', quality, '--threads', String(threads)];
  const startMs = performance.now();
  const args = [process.argv[1]!, 'encode', ...files, ...flags];
  const { status, stderr } = await execute(process.execPath, args, signal);
  const seconds = (performance.now() - startMs) / 1000;
  if (status !== 0) throw new AstcError('E_PEER', `a process of ours ended with ${status} (${stderr.trim()})`);
  return seconds;
}

async function runPeer({ block, quality, threads, folder, signal }: ProcessTask, peer: Peer): Promise<number> {
  const [input, output] = [join(folder, 'input.png'), join(folder, 'output.astc')];
  const job = { input, output, block, quality, threads, colorSpace: 'srgb', texelCount: 1 } as const;
  return (await compressByPeer(peer, job, signal)).processSeconds;
}

function medianOf(values: readonly number[]): number {
  const middle = [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)]!;
  return Number(middle.toFixed(6));
}
