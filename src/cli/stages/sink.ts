/** The last stage, where outputs go: cleans their folders of what killed runs left, and makes the new names last. */
import { dirname } from 'node:path';
import { STANDARD_STREAM } from '../files/names.js';
import { sweepFolder } from '../files/sweep.js';
import { syncFolder, type WriteControls, writeOutput } from '../files/write-output.js';

export interface Sink {
  /** As {@link writeOutput}. */
  write: (path: string, bytes: Uint8Array) => Promise<void>;
  /** Resolves when all folders are clean and on the disk. Never throws. */
  close: () => Promise<void>;
}

/** A sink for outputs at these paths; sweeping goes on beside the work. */
export function openSink(paths: readonly string[], controls: WriteControls): Sink {
  const folders = new Set(paths.filter((path) => path !== STANDARD_STREAM).map(dirname));
  const sweeping = Array.from(folders, sweepFolder);
  const changed = new Set<string>();
  return {
    write: async (path, bytes) => {
      const folder = await writeOutput(path, bytes, controls);
      if (folder !== undefined) changed.add(folder);
    },
    // Once a folder, not once a file: a name that a power cut takes is a file that was not written, never a part.
    close: async () => {
      await Promise.all([...sweeping, ...Array.from(changed, syncFolder)]);
    },
  };
}
