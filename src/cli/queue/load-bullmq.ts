/** BullMQ and its client of Redis: both are the user's to install, as few need a queue. */
import { AstcError } from '../../errors.js';
import { importFromProject } from '../../host/node/import-peer.js';

export type BullMq = typeof import('bullmq');

/** @throws {AstcError} E_UNSUPPORTED where one of them is missing */
export async function loadBullmq(): Promise<BullMq> {
  try {
    const bullmq = await importBullmq();
    // It asks for its client when it first connects, and says so to nobody.
    await importIoredis();
    return bullmq;
  } catch (cause) {
    throw new AstcError('E_UNSUPPORTED', 'a queue needs the packages "bullmq" and "ioredis", which cannot be loaded', {
      hint: 'Run: npm install bullmq ioredis',
      cause,
    });
  }
}

async function importBullmq(): Promise<BullMq> {
  try {
    return await import('bullmq');
  } catch (error) {
    return importFromProject('bullmq', error);
  }
}

async function importIoredis(): Promise<unknown> {
  try {
    return await import('ioredis');
  } catch (error) {
    return importFromProject('ioredis', error);
  }
}
