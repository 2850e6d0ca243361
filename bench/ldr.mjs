/** Pictures of 8 bits: any that sharp reads, PNG in between, by PSNR and SSIM. */
import { psnr, readPixels, writePng } from './images.mjs';
import { PSNR } from './measures.mjs';
import { ssim } from './ssim.mjs';

/** @type {import('./domains.mjs').Domain} */
export const LDR = {
  profile: 'ldr',
  extensions: ['.png', '.jpg', '.jpeg', '.webp', '.avif', '.tif', '.tiff', '.gif'],
  given: '.png',
  returned: '.png',
  read: readPixels,
  write: writePng,
  compare: (source, decoded) => ({ ...psnr(source, decoded), ...ssim(source, decoded) }),
  measure: PSNR,
  classOf: classOfContent,
};

/**
 * Varying alpha: `alpha`; red = green = blue everywhere: `grey`; else `photo`.
 *
 * @param {import('./images.mjs').Pixels} image
 */
export function classOfContent({ data }) {
  let isGrey = true;
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3] !== data[3]) return 'alpha';
    if (data[at] !== data[at + 1] || data[at] !== data[at + 2]) isGrey = false;
  }
  return isGrey ? 'grey' : 'photo';
}
