/** The work of `astc-wasm cache`. */
import { AstcError, EXIT_CODES } from '../errors.js';
import { failOption } from '../options/speech.js';
import { isBucket } from './cache/cache-store.js';
import { type CachedFile, listCache, pruneCache, verifyCache } from './cache/tend-cache.js';
import { refuseContradictions } from './check-flags.js';
import { CACHE_ACTIONS, type CACHE_FLAGS } from './command-options.js';
import type { Given } from './flags.js';
import { parseMemory } from './memory-size.js';
import type { Outcome, Session } from './session.js';
import { formatBytes } from './texts.js';

type CacheFlags = Given<typeof CACHE_FLAGS>;

const DAY_MS = 86_400_000;

const ACTIONS: Readonly<Record<(typeof CACHE_ACTIONS)[number], (run: CacheRun) => Promise<Outcome>>> = {
  stats: showStats,
  prune,
  verify,
};

interface CacheRun {
  session: Session;
  folder: string;
  files: readonly CachedFile[];
  given: CacheFlags;
}

/** @throws {AstcError} E_OPTION; E_READ where the folder is no cache */
export async function tendCache(session: Session, action: string, folder: string, given: CacheFlags): Promise<Outcome> {
  refuseContradictions(given);
  const known = CACHE_ACTIONS.find((each) => each === action);
  if (known === undefined) failOption(`Expected ${CACHE_ACTIONS.join(', ')} for the action but received ${action}`);
  const act = ACTIONS[known];
  const { maxSize, unused } = given.values;
  const hasLimit = (maxSize ?? unused) !== undefined;
  if (hasLimit !== (action === 'prune')) {
    failOption(
      hasLimit ? 'Expected no --max-size and no --unused but for prune' : 'Expected --max-size or --unused for prune',
    );
  }
  if (isBucket(folder)) {
    throw new AstcError('E_UNSUPPORTED', `${folder} is tended by its server (expected a folder)`, {
      hint: 'a lifecycle rule of the bucket removes what is old; damaged entries are made again where they are met',
    });
  }
  return act({ session, folder, files: await listCache(folder), given });
}

async function showStats({ session, files }: CacheRun): Promise<Outcome> {
  const textures = files.filter(({ part }) => part === 'textures');
  const document = { textures: textures.length, files: files.length - textures.length, bytes: bytesOf(files) };
  session.say(`${document.textures} textures of ${document.files} files, ${formatBytes(document.bytes)}`);
  return { document, exitCode: 0 };
}

async function prune({ session, folder, files, given }: CacheRun): Promise<Outcome> {
  const { maxSize, unused } = given.values;
  const gone = await pruneCache(folder, files, {
    maxBytes: maxSize === undefined ? undefined : parseMemory(maxSize),
    usedSinceMs: unused === undefined ? undefined : Date.now() - unused * DAY_MS,
  });
  const left = bytesOf(files) - bytesOf(gone);
  session.say(`${gone.length} files removed, ${formatBytes(bytesOf(gone))}; ${formatBytes(left)} left`);
  return { document: { removed: gone.length, removedBytes: bytesOf(gone), bytes: left }, exitCode: 0 };
}

async function verify({ session, files }: CacheRun): Promise<Outcome> {
  const damaged = await verifyCache(files, session.signal);
  const checked = files.filter(({ part }) => part === 'textures').length;
  for (const { path } of damaged) session.warn(path, 'was damaged, and is removed');
  session.say(`${checked} textures, ${damaged.length} damaged`);
  const document = { textures: checked, damaged: damaged.map(({ path }) => path) };
  return { document, exitCode: damaged.length > 0 ? EXIT_CODES.differs : 0 };
}

function bytesOf(files: readonly CachedFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
