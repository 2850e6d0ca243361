/** Jobs of the queue: what a worker is to make, some hundred bytes without a pixel. */
import { relative, resolve, sep } from 'node:path';
import type { EncodeOptions } from '../../options/encode-options.js';
import { failOption } from '../../options/speech.js';
import type { EncodeWriting } from '../cache/cache-keys.js';
import { STANDARD_STREAM } from '../files/names.js';
import type { EncodeReading } from '../stages/read-picture.js';

/** How the textures of a run are made; with the files, all that their bytes depend on. */
export interface JobWork {
  options: EncodeOptions;
  writing: EncodeWriting;
  reading: EncodeReading;
  hasMetrics: boolean;
  /** The file of `--mask`, which stands in no option here: no pixel goes through the queue. */
  mask?: JobMask;
}

export interface JobMask {
  /** Below the root, parted by slashes. */
  path: string;
  /** Of its pixels: another mask under the same name is other work. */
  digest: string;
  /** Its key in the bucket that all share. */
  source?: string;
}

export interface QueueJob {
  /** Paths below the root that all share, parted by slashes; names alone where the files are `sources`. */
  inputs: readonly string[];
  /** Keys of the files in the bucket that all share. */
  sources?: readonly string[];
  /** Of the cache, by the bytes of the files. */
  key: string;
  work: JobWork;
}

/** Paths as jobs name them. @throws {AstcError} E_OPTION for what lies elsewhere, where no other machine would find it */
export function belowRoot(paths: readonly string[], root: string): string[] {
  return paths.map((path) => {
    if (path === STANDARD_STREAM) failOption('Expected files as inputs, which workers can read too, but received -');
    const below = relative(resolve(root), resolve(path)).split(sep);
    if (below[0] === '..' || resolve(root, ...below) !== resolve(path)) {
      failOption(
        `Expected inputs below the folder ${root} but received ${path}`,
        '--root names the folder that all share',
      );
    }
    return below.join('/');
  });
}

/** Files as jobs name them on this machine. @throws {AstcError} E_OPTION for what leads out of the root */
export function inputsOf({ inputs, sources }: Pick<QueueJob, 'inputs' | 'sources'>, root: string): string[] {
  if (sources !== undefined) return [...inputs];
  const paths = inputs.map((path) => resolve(root, ...path.split('/')));
  belowRoot(paths, root);
  return paths;
}
