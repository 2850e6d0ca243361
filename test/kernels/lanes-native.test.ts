/** What four blocks abreast make is decoded by native astcenc as it is by our decoder. */
import { describe, expect, it } from 'vitest';
import { checkWasm, readCheckModule } from '../support/check-wasm.js';
import { decodeNative, type NativeDecoder, packagedAstcenc } from '../support/native-astcenc.js';
import { LaneHost } from './lane-host.js';
import { createLaneState, FLAT_FOOTPRINTS } from './lane-states.js';

/** Pictures a footprint and profile. */
const PICTURES = 30;

const native = packagedAstcenc();
const host = new LaneHost(readCheckModule('check-search'));

if (typeof native === 'string') console.warn(`SKIPPED: native astcenc's pixels of blocks encoded abreast: ${native}`);

describe.skipIf(typeof native === 'string').each([
  { profile: 'linear', components: [0, 1, 2, 3] },
  // It expands sRGB alpha like linear alpha, which may be off by one; RGB is exact.
  { profile: 'srgb', components: [0, 1, 2] },
] as const)('native astcenc shows the same, $profile', ({ profile, components }) => {
  it.each(FLAT_FOOTPRINTS)('$name', (footprint) => {
    const states = Array.from({ length: PICTURES }, (_, number) =>
      createLaneState(footprint.id + number * FLAT_FOOTPRINTS.length),
    );
    const blocks = Buffer.concat(
      states.map((state) => host.encode({ ...state, profile: profile === 'srgb' ? 1 : 0, decodeMode: 1 })),
    );
    const theirs = decodeNative(native as NativeDecoder, blocks, footprint, profile).texels;
    const ours = checkWasm().decodeBlocks(blocks, footprint, { profile, output: 'unorm8' });
    expect(ours.errorCount).toBe(0);
    const differing = ours.texels.findIndex((value, index) => {
      return value !== theirs[index] && components.some((component) => component === index % 4);
    });
    expect(differing).toBe(-1);
  });
});
