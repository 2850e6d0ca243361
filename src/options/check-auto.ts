/** The check of `block` auto, which comes with what chooses: pages that name their footprints do not load it. */
import type { FilledEncodeOptions } from './encode-options.js';
import { failOption, LIBRARY_SPEECH, listWords, type Speech } from './speech.js';

const LIMITS = ['targetPsnr', 'maxBpp', 'maxBytes'] as const;

/**
 * A choice needs a reason. PSNR has no meaning for light, and what a GPU makes differs from one to the next.
 *
 * @throws {AstcError} E_OPTION
 */
export function checkAuto(options: FilledEncodeOptions, { name }: Speech = LIBRARY_SPEECH): void {
  if (options.block !== 'auto') return;
  if (LIMITS.every((limit) => options[limit] === undefined)) {
    failOption(
      `Expected ${listWords(LIMITS.map(name))} beside ${name('block')} auto`,
      `${name('targetPsnr')} 40 takes the fewest bits that reach 40 dB, ${name('maxBpp')} 4 the largest rate up to 4 bits a texel`,
    );
  }
  if (options.depth) {
    const hint = 'of volumes, name one of three axes, as 4x4x4';
    failOption(`Expected a footprint for ${name('block')} beside ${name('depth')} but received auto`, hint);
  }
  if (options.targetPsnr !== undefined) refuseBesideTarget(options, name);
}

function refuseBesideTarget(options: FilledEncodeOptions, name: Speech['name']): void {
  const { gpu, rgbm, profile, mask, alphaWeight } = options;
  const reasons = {
    ...(gpu && { [name('gpu')]: 'blocks of a GPU differ from one kind to another, and so would the choice' }),
    ...(rgbm !== undefined && { [name('rgbm')]: 'light has no PSNR' }),
    ...(profile.startsWith('hdr') && { [`${name('profile')} ${profile}`]: 'light has no PSNR' }),
    ...(mask !== undefined && { [name('mask')]: 'to PSNR all texels are alike' }),
    ...(alphaWeight !== undefined && { [name('alphaWeight')]: 'to PSNR all texels are alike' }),
  };
  for (const [other, reason] of Object.entries(reasons)) {
    failOption(
      `Expected ${name('targetPsnr')} or ${other} but received both`,
      `${reason}: ${name('maxBpp')} and ${name('maxBytes')} choose without it`,
    );
  }
}
