/**
 * How much random testing a run does. ASTC_TEST_BLOCKS is the number of random blocks a footprint and profile against
 * the native decoder (100000 is the full set; of random bytes and of legal blocks, each so many). Unset, a share that
 * fits in a minute is taken.
 */
const FULL_BLOCKS = 100_000;

const requested = process.env.ASTC_TEST_BLOCKS === undefined ? undefined : Number(process.env.ASTC_TEST_BLOCKS);
if (requested !== undefined && !(requested > 0)) {
  throw new Error(`ASTC_TEST_BLOCKS: expected a number above 0, got "${process.env.ASTC_TEST_BLOCKS}"`);
}

/** `share` by default; with ASTC_TEST_BLOCKS the same part of `full` as that is of the full set. */
export function scaledCount(share: number, full = FULL_BLOCKS): number {
  return requested === undefined ? share : Math.max(share, Math.ceil((full * requested) / FULL_BLOCKS));
}
