/** The check of what makes some errors count more than others; it comes with what weighs them. */
import { isAlwaysLinear } from '../codec/formats.js';
import { type FilledEncodeOptions, isWeighted } from './encode-options.js';
import { failOption, LIBRARY_SPEECH, listWords, type Speech } from './speech.js';

/** Formats that store colours and alpha. */
const ALPHA_FORMATS = ['astc', 'etc2-rgba', 'etc2-rgba1'];

/**
 * Alpha weighs colours where both are stored, and the colours not by it already; perceptual weights are about colours.
 *
 * @throws {AstcError} E_OPTION
 */
export function checkWeights(options: FilledEncodeOptions, speech: Speech = LIBRARY_SPEECH): void {
  if (options.alphaWeight !== undefined) checkAlphaWeight(options, speech);
  if (options.channelWeights === 'perceptual') checkPerceptual(options, speech);
  if (isWeighted(options) && options.depth) {
    const { name } = speech;
    const asked = name(options.mask === undefined ? 'alphaWeight' : 'mask');
    failOption(`Expected ${asked} or ${name('depth')} but received both`, 'texels of volumes all count alike');
  }
}

function checkAlphaWeight({ format, alpha, content, rgbm, swizzle }: FilledEncodeOptions, { name }: Speech): void {
  const beside = `beside ${name('alphaWeight')}`;
  if (!ALPHA_FORMATS.includes(format)) {
    failOption(
      `Expected ${listWords(ALPHA_FORMATS)} for ${name('format')} ${beside} but received ${format}`,
      'it is for formats that store colours and alpha',
    );
  }
  if (alpha === 'premultiply') {
    failOption(
      `Expected straight or bleed for ${name('alpha')} ${beside} but received premultiply`,
      'premultiplied colours are weighed by alpha already',
    );
  }
  if (content !== 'color') failOption(`Expected color for ${name('content')} ${beside} but received ${content}`);
  if (rgbm !== undefined) failOption(`Expected ${name('alphaWeight')} or ${name('rgbm')} but received both`);
  if (!/^[^a]{3}a$/.test(swizzle)) {
    failOption(`Expected alpha last, as rgba, for ${name('swizzle')} ${beside} but received ${swizzle}`);
  }
}

function checkPerceptual(options: FilledEncodeOptions, { name }: Speech): void {
  const { content, format, profile, rgbm, swizzle } = options;
  const asked = `${name('channelWeights')} perceptual`;
  if (content !== 'color') {
    failOption(`Expected color for ${name('content')} of ${asked} but received ${content}`, 'it weighs by luma');
  }
  if (isAlwaysLinear(format)) {
    failOption(`Expected a format of colours for ${name('format')} of ${asked} but received ${format}`);
  }
  if (profile.startsWith('hdr') || rgbm !== undefined) {
    const received = rgbm === undefined ? `${name('profile')} ${profile}` : name('rgbm');
    failOption(`Expected sRGB colours for ${asked} but received ${received}`, 'light has no luma');
  }
  if (!/^rgb[a01]$/.test(swizzle)) {
    failOption(`Expected r, g and b in their places for ${name('swizzle')} of ${asked} but received ${swizzle}`);
  }
}
