/** What each footprint would give: the call of its own, which only those load that make it. */
import { sourceOf } from './crew-source.js';
import type { EncodeInput } from './encode.js';
import type { FootprintReport } from './encode-auto.js';
import { countThreads, guess, withLease } from './encoder.js';
import type { EncodeOptions } from './options/encode-options.js';
import { resolveEncodeOptions } from './options/resolve-encode.js';

/**
 * What each footprint of two axes would give at the options of `encode`, the fewest bits first, told by a thousand blocks of
 * each. `blocks`, `target`, `maxBpp` and `maxBytes` restrict them as they do `block` auto; `block` itself has no say.
 *
 * @throws {AstcError} as `encode` does with `block` auto
 * @example
 * const reports = await analyze(image, { quality: 'medium', targetPsnr: 40 });
 * const enough = reports.find(({ isEnough }) => isEnough);
 */
export async function analyze(image: EncodeInput, options: EncodeOptions = {}): Promise<FootprintReport[]> {
  const filled = resolveEncodeOptions({ ...options, block: 'auto' });
  if (filled.content === 'auto') return analyze(...(await guess(image, options, filled)));
  const { analyzeFootprints } = await import('./encode-auto.js');
  return withLease(sourceOf({}), await countThreads(filled.threads), (codec) =>
    analyzeFootprints(codec, image, filled),
  );
}
