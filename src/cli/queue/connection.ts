/** The queue on its server: where it is, what it is called there, whether it answers. */
import type { QueueBaseOptions } from 'bullmq';
import { AstcError } from '../../errors.js';
import { VERSION } from '../../version.js';
import { reasonOf } from '../files/system-errors.js';
import type { Session } from '../session.js';

/** Of one version: another makes other bytes, and its jobs are not for our workers. */
export const QUEUE_NAME = `astc-wasm-${VERSION}`;

/** Milliseconds in which a server answers that is there. */
const PATIENCE_MS = 5_000;

/** Any part of the library that connects. */
interface Connected {
  on(event: 'error', hear: (error: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
}

/** How each of them connects. */
export function connectionOf(url: string): QueueBaseOptions {
  // A server that restarts is waited for: nothing is lost meanwhile, as results lie in the cache.
  const retryStrategy = (times: number) => Math.min(100 * times, 2_000);
  return { connection: { url, maxRetriesPerRequest: null, retryStrategy } };
}

/** The address without its password. */
export function shownAddress(url: string): string {
  return url.replace(/\/\/[^/@]*@/, '//');
}

/**
 * Waits until the server answers.
 *
 * @throws {AstcError} E_READ where it does not
 */
export async function awaitServer(connected: Connected, url: string): Promise<void> {
  const fail = (reason: string, cause?: unknown) =>
    new AstcError('E_READ', `the queue at ${shownAddress(url)} cannot be reached (${reason})`, {
      hint: 'redis-server starts one',
      cause,
    });
  let timer: NodeJS.Timeout | undefined;
  const failed = new Promise<never>((_, reject) => {
    connected.on('error', (cause) => reject(fail(reasonOf(cause) || cause.message, cause)));
    timer = setTimeout(() => reject(fail('no answer')), PATIENCE_MS);
  });
  try {
    await Promise.race([connected.waitUntilReady(), failed]);
  } finally {
    clearTimeout(timer);
    failed.catch(() => undefined);
  }
}

/** Milliseconds in which the same trouble is told once. */
const QUIET_MS = 60_000;

/** Tells of a server that went away; the connection comes back by itself. */
export function tellOutages(session: Session, url: string, connected: Connected): void {
  const address = shownAddress(url);
  let toldMs = Number.NEGATIVE_INFINITY;
  connected.on('error', (error) => {
    session.detail(address, error.message);
    if (performance.now() - toldMs < QUIET_MS) return;
    toldMs = performance.now();
    session.warn(address, `is in trouble (${reasonOf(error)}), and is waited for`);
  });
}
