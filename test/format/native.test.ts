/**
 * Our decoder against native astcenc, block for block. ASTC_TEST_BLOCKS=100000 runs the full set (minutes);
 * a line a footprint and profile then says how many blocks were compared.
 */
import { describe, expect, test } from 'vitest';
import { checkWasm } from '../support/check-wasm.js';
import { isHdr, PROFILES, type ProfileName } from '../support/decode-modes.js';
import { FOOTPRINT_SIZES, type FootprintSize } from '../support/footprints.js';
import { decodeNative, type NativeDecoder, packagedAstcenc, systemAstcenc } from '../support/native-astcenc.js';
import { randomLegalBlocks } from '../support/random-block.js';
import { Rng, TEST_SEED } from '../support/rng.js';
import { scaledCount } from '../support/scale.js';

/** Blocks of each kind (random bytes, random legal) a footprint and profile. */
const BLOCK_COUNT = scaledCount(768);
/** Blocks a call of the native program. */
const BATCH = 16_384;
/** A large run needs more than the default limit. */
const TIMEOUT_MS = 60_000 + BLOCK_COUNT * 10;

const packaged = packagedAstcenc();
const system = systemAstcenc();

const isNan = (half: number) => (half & 0x7fff) > 0x7c00;

/** Components that differ; `components` are the ones to look at. */
function countDifferences(
  decoder: NativeDecoder,
  blocks: Uint8Array,
  footprint: FootprintSize,
  profile: ProfileName,
  components: readonly number[],
): number {
  const native = decodeNative(decoder, blocks, footprint, profile);
  const ours = checkWasm().decodeBlocks(blocks, footprint, { profile, output: native.output });
  if (Buffer.compare(ours.texels, native.texels) === 0) return 0;
  const isHalf = native.output === 'float16';
  const typed = (bytes: Uint8Array) => (isHalf ? new Uint16Array(bytes.buffer, 0, bytes.length / 2) : bytes);
  const [a, b] = [typed(ours.texels), typed(native.texels)];
  let count = 0;
  for (let index = 0; index < a.length; index++) {
    if (a[index] === b[index] || !components.includes(index & 3)) continue;
    // A void extent may hold any NaN; astcenc passes it through float32, which changes its bits.
    if (isHalf && isNan(a[index]!) && isNan(b[index]!)) continue;
    count++;
  }
  return count;
}

function compareAll(
  decoder: NativeDecoder,
  footprint: FootprintSize,
  profile: ProfileName,
  components: number[],
): void {
  const rng = Rng.named(`native ${footprint.name} ${profile} ${decoder.version}`);
  const differences = { randomBytes: 0, legalBlocks: 0 };
  for (let done = 0; done < BLOCK_COUNT; done += BATCH) {
    const count = Math.min(BATCH, BLOCK_COUNT - done);
    const bytes = rng.bytes(count * 16);
    differences.randomBytes += countDifferences(decoder, bytes, footprint, profile, components);
    const legal = randomLegalBlocks(checkWasm(), rng, footprint, count);
    differences.legalBlocks += countDifferences(decoder, legal, footprint, profile, components);
  }
  if (process.env.ASTC_TEST_BLOCKS !== undefined) {
    const { randomBytes, legalBlocks } = differences;
    console.log(
      `${footprint.name} ${profile}: ${BLOCK_COUNT} random, ${BLOCK_COUNT} legal blocks; ` +
        `${randomBytes} and ${legalBlocks} components differ`,
    );
  }
  expect(differences, `seed ${TEST_SEED}`).toEqual({ randomBytes: 0, legalBlocks: 0 });
}

const RGBA = [0, 1, 2, 3];
const RGB = [0, 1, 2];
const PROFILE_NAMES = Object.keys(PROFILES) as ProfileName[];

if (typeof packaged === 'string') {
  console.warn(`SKIPPED comparison with native astcenc 4.7: ${packaged}`);
}
describe.skipIf(typeof packaged === 'string')('astcenc 4.7 decodes the same', () => {
  describe.each(PROFILE_NAMES)('%s', (profile) => {
    // It expands sRGB alpha like linear alpha, which may be off by one; RGB is exact.
    const components = profile === 'srgb' ? RGB : RGBA;
    test.each(FOOTPRINT_SIZES)(
      '$name',
      (footprint) => compareAll(packaged as NativeDecoder, footprint, profile, components),
      TIMEOUT_MS,
    );
  });
});

if (typeof system === 'string') {
  console.warn(`SKIPPED comparison of sRGB alpha and HDR with a second native astcenc: ${system}`);
}
describe.skipIf(typeof system === 'string')('the astcenc on PATH decodes the same', () => {
  // Its linear 8-bit output is rounded in another way, so linear is left to the other witness.
  describe.each(PROFILE_NAMES.filter((profile) => profile === 'srgb' || isHdr(profile)))('%s', (profile) => {
    test.each(FOOTPRINT_SIZES)(
      '$name',
      (footprint) => compareAll(system as NativeDecoder, footprint, profile, RGBA),
      TIMEOUT_MS,
    );
  });
});
