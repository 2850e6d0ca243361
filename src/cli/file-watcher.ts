/** Changes of files, told together once it is quiet. */
import { basename, resolve } from 'node:path';
import type { FSWatcher } from 'chokidar';
import type { Session } from './session.js';

/** Milliseconds without another change; files that are still being written are waited for. */
const QUIET_MS = 100;
const WRITING = { stabilityThreshold: 100, pollInterval: 25 } as const;

/** Absolute paths since the last time. */
export interface Changes {
  changed: ReadonlySet<string>;
  gone: ReadonlySet<string>;
}

export interface Watched {
  /** Folders with all that lies below them. */
  trees: readonly string[];
  /** Folders whose own files are watched. Why not the files: one that is removed and comes again is another. */
  folders: readonly string[];
}

export interface FileWatcher {
  /** Watches the files of these folders, too. */
  add: (folders: readonly string[]) => void;
  /** The next changes; undefined once the run is interrupted. */
  next: () => Promise<Changes | undefined>;
  close: () => Promise<void>;
}

/** Resolves when all that is there is known, so that what comes after is a change. */
export async function watchFiles(session: Session, { trees, folders }: Watched): Promise<FileWatcher> {
  const { watch } = await import('chokidar');
  const { signal } = session;
  const changed = new Set<string>();
  const gone = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let wake = () => {};
  const wakeWhenQuiet = () => {
    clearTimeout(timer);
    timer = setTimeout(() => wake(), QUIET_MS);
  };
  const note = (path: string, into: Set<string>, from: Set<string>) => {
    into.add(resolve(path));
    from.delete(resolve(path));
    wakeWhenQuiet();
  };
  signal.addEventListener('abort', () => wake(), { once: true });
  const open = (paths: readonly string[], depth?: number) =>
    new Promise<FSWatcher>((ready) => {
      const facts = { ignoreInitial: true, awaitWriteFinish: WRITING, ignored: isNoise };
      const watcher = watch([...new Set(paths)], depth === undefined ? facts : { ...facts, depth });
      for (const event of ['add', 'change'] as const) watcher.on(event, (path) => note(path, changed, gone));
      watcher.on('unlink', (path) => note(path, gone, changed));
      watcher.on('error', (error) => session.warn('watch', (error as Error).message));
      watcher.on('ready', () => ready(watcher));
      // Of nothing it never says so.
      if (paths.length === 0) ready(watcher);
      signal.addEventListener('abort', () => ready(watcher), { once: true });
    });
  const [deep, flat] = await Promise.all([open(trees), open(folders, 0)]);
  return {
    add: (more) => void flat.add([...more]),
    next: async () => {
      await new Promise<void>((resolve) => {
        wake = resolve;
        // What came during the last round.
        if (changed.size + gone.size > 0) wakeWhenQuiet();
        if (signal.aborted) resolve();
      });
      if (signal.aborted) return undefined;
      const changes = { changed: new Set(changed), gone: new Set(gone) };
      changed.clear();
      gone.clear();
      return changes;
    },
    close: async () => {
      clearTimeout(timer);
      await Promise.all([deep.close(), flat.close()]);
    },
  };
}

/** Folders that no picture lies in, and what is being written by us. */
function isNoise(path: string): boolean {
  const name = basename(path);
  return name === 'node_modules' || name === '.git' || (name.startsWith('.astc-wasm.') && name.endsWith('.tmp'));
}
