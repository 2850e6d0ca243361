/** The options of packing, which go together with KTX2 alone and not with each other. */
import type { Container } from '../containers/container-words.js';
import type { TargetPacking } from '../targets.js';
import { failOption, LIBRARY_SPEECH, type Speech } from './speech.js';

/** @throws {AstcError} E_OPTION */
export function checkPacking(
  { zstd, zlib }: { zstd?: number | undefined; zlib?: number | undefined },
  container: Container,
  { name }: Speech = LIBRARY_SPEECH,
): void {
  if (zstd !== undefined && zlib !== undefined) {
    failOption(`Expected ${name('zstd')} or ${name('zlib')} but received both`);
  }
  const packing = zstd !== undefined ? 'zstd' : 'zlib';
  if ((zstd ?? zlib) === undefined || container === 'ktx2') return;
  failOption(
    `Expected no ${name(packing)} for ${name('container')} ${container} but received ${zstd ?? zlib}`,
    `${name(packing)} is for ${name('container')} ktx2`,
  );
}

/** The word for what is asked for. */
export function packingOf({ zstd, zlib }: { zstd?: number | undefined; zlib?: number | undefined }): TargetPacking {
  if (zstd !== undefined) return 'zstd';
  return zlib === undefined ? 'none' : 'zlib';
}
