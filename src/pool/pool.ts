/**
 * Who has which workers. The whole process shares one pool: a caller takes a lease on it and may keep as many of its
 * workers busy as it asked for. Only a request for more threads than the open pools have starts another.
 */
import { loadModule } from '../codec/wasm-module.js';
import { WorkerPool } from './worker-pool.js';

interface OpenPool {
  threadCount: number;
  starting: Promise<WorkerPool | undefined>;
  leaseCount: number;
  isBroken: () => boolean;
}

/** The right to run jobs on `threadCount` workers, until released. */
export interface PoolLease {
  threadCount: number;
  /** The workers, or undefined where there are none to be had and jobs run in place. */
  pool: WorkerPool | undefined;
  /** Ends the workers when nobody else has a lease on them. May be called twice. */
  release: () => Promise<void>;
}

const openPools = new Set<OpenPool>();

/**
 * A lease on `threadCount` workers.
 *
 * @throws {AstcError} E_WASM where the binary does not load
 */
export async function leasePool(threadCount: number): Promise<PoolLease> {
  const open = findOpenPool(threadCount) ?? openPool(threadCount);
  open.leaseCount++;
  const release = releaseOnce(open);
  try {
    return { threadCount, pool: await open.starting, release };
  } catch (error) {
    await release();
    throw error;
  }
}

function findOpenPool(threadCount: number): OpenPool | undefined {
  const fitting = [...openPools].filter((open) => open.threadCount >= threadCount && !open.isBroken());
  return fitting.sort((a, b) => a.threadCount - b.threadCount)[0];
}

function openPool(threadCount: number): OpenPool {
  let pool: WorkerPool | undefined;
  const open: OpenPool = {
    threadCount,
    starting: startPool(threadCount).then((started) => {
      pool = started;
      return started;
    }),
    leaseCount: 0,
    isBroken: () => pool?.isBroken ?? false,
  };
  openPools.add(open);
  return open;
}

/** Undefined where worker threads are missing (browsers, a bundle without piscina): not an error, only slower. */
async function startPool(threadCount: number): Promise<WorkerPool | undefined> {
  const module = await loadModule();
  if (typeof SharedArrayBuffer === 'undefined' || typeof process === 'undefined') return undefined;
  try {
    return await WorkerPool.start(module, threadCount);
  } catch {
    return undefined;
  }
}

function releaseOnce(open: OpenPool): () => Promise<void> {
  let isReleased = false;
  return async () => {
    if (isReleased) return;
    isReleased = true;
    open.leaseCount--;
    if (open.leaseCount > 0) return;
    openPools.delete(open);
    const pool = await open.starting.catch(() => undefined);
    await pool?.destroy();
  };
}
