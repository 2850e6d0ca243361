/** The check of `encode`: each option by itself, then what does not go together. */
import { footprintSize, isAlwaysLinear } from '../codec/formats.js';
import { type NormalLayout, normalLayoutsOf } from '../normal-layout.js';
import { TARGET_ROWS } from '../targets.js';
import { applyTarget } from './apply-target.js';
import { fillOptions } from './check.js';
import { ENCODE_OPTIONS, type EncodeOptions, type FilledEncodeOptions } from './encode-options.js';
import { failOption, LIBRARY_SPEECH, listWords, type Speech } from './speech.js';

/**
 * Checks every option of `encode` and fills in the defaults.
 *
 * @throws {AstcError} E_OPTION for a wrong value, an unknown name or options that do not go together; E_UNSUPPORTED
 *   for what this version cannot do
 */
export function resolveEncodeOptions(
  options: EncodeOptions = {},
  speech: Speech = LIBRARY_SPEECH,
): FilledEncodeOptions {
  const filled = forTarget(fillOptions(options, ENCODE_OPTIONS, { speech }), options, speech);
  const normalLayout = resolveNormalLayout(filled, options.normalLayout, speech);
  checkColorSpace(filled, speech);
  checkSize(filled, speech);
  checkShape(filled, speech);
  checkProfile(filled, speech);
  checkFlip(filled, speech);
  const mipmaps = resolveMipmaps(filled, speech);
  return { ...filled, normalLayout, mipmaps, block: filled.format === 'astc' ? filled.block : '4x4' };
}

/** What the target takes, where the caller left it open. */
function forTarget(filled: FilledEncodeOptions, asked: EncodeOptions, speech: Speech): FilledEncodeOptions {
  const { target, content, alpha } = filled;
  if (target === undefined) return filled;
  const choice = { ...asked, content, premultiplied: alpha === 'premultiply' };
  const { format, block, colorSpace } = applyTarget(target, choice, speech);
  for (const each of asked.blocks ?? []) applyTarget(target, { ...choice, block: each }, speech);
  return { ...filled, format, block: asked.block === 'auto' ? asked.block : block, colorSpace };
}

/** Normals need a format with room for them, in the layout asked for; formats of two components have one only. */
function resolveNormalLayout(
  { format, content, normalLayout }: FilledEncodeOptions,
  asked: NormalLayout | undefined,
  { name }: Speech,
): NormalLayout {
  if (content !== 'normal') return normalLayout;
  const layouts = normalLayoutsOf(format);
  const [own] = layouts;
  if (own === undefined) {
    failOption(
      `Expected a format that stores X and Y for ${name('content')} normal but received ${format}`,
      'try eac-rg11',
    );
  }
  if (asked !== undefined && !layouts.includes(asked)) {
    const expected = listWords(layouts);
    failOption(`Expected ${expected} for ${name('normalLayout')} of ${name('format')} ${format} but received ${asked}`);
  }
  return asked ?? own;
}

function checkColorSpace({ format, colorSpace }: FilledEncodeOptions, { name }: Speech): void {
  if (colorSpace !== 'srgb' || !isAlwaysLinear(format)) return;
  failOption(`Expected auto or linear for ${name('colorSpace')} of ${name('format')} ${format} but received srgb`);
}

/** Ways to a size that leave nothing for each other to do. */
function checkSize({ resize, scale, multipleOf, pot }: FilledEncodeOptions, speech: Speech): void {
  const { name } = speech;
  if (resize !== undefined && scale !== undefined) refuseBoth('resize', 'scale', speech);
  if (multipleOf !== undefined && pot) refuseBoth('multipleOf', 'pot', speech);
  const rounding = pot ? 'pot' : multipleOf === undefined ? undefined : 'multipleOf';
  if (rounding === undefined || resize === undefined || !/^\d+x\d+$/.test(resize)) return;
  failOption(`Expected one side for ${name('resize')} beside ${name(rounding)} but received ${resize}`);
}

/** Shapes that exclude each other, and what they leave no room for. */
function checkShape(options: FilledEncodeOptions, speech: Speech): void {
  const { name } = speech;
  const { block, cubemap, array, depth, mipSeamless, mipmaps, levels, mipLevels, mipCoverage } = options;
  for (const [other, isGiven] of Object.entries({ cubemap, array })) {
    if (depth && isGiven) refuseBoth('depth', other, speech);
  }
  if (block !== 'auto' && footprintSize(block).depth > 1 && !depth) {
    failOption(
      `Expected ${name('depth')} beside ${name('block')} ${block}`,
      'footprints of three axes are for 3D textures',
    );
  }
  if (mipSeamless && !mipmaps && levels === undefined)
    failOption(`Expected ${name('mipmaps')} beside ${name('mipSeamless')}`);
  if (mipLevels !== undefined && (cubemap || array || depth)) {
    const shape = cubemap ? 'cubemap' : array ? 'array' : 'depth';
    refuseBoth('mipLevels', shape, speech, '', 'levels can be given for one picture');
  }
  if (depth && mipCoverage !== undefined) refuseBoth('mipCoverage', 'depth', speech);
}

/** Light of a range is linear, is colours or data, and needs a format with room for it. */
function checkProfile(
  { profile, rgbm, format, colorSpace, content, swizzle }: FilledEncodeOptions,
  { name }: Speech,
): void {
  const isHdr = profile === 'hdr' || profile === 'hdr-rgb';
  if (!isHdr && rgbm === undefined) return;
  const asked = isHdr ? `${name('profile')} ${profile}` : name('rgbm');
  if (isHdr && rgbm !== undefined)
    failOption(`Expected ldr for ${name('profile')} beside ${name('rgbm')} but received ${profile}`);
  if (isHdr && format !== 'astc')
    failOption(
      `Expected astc for ${name('format')} of ${asked} but received ${format}`,
      `${name('rgbm')} stores light in ${format === 'etc2-rgba' ? format : 'etc2-rgba'}`,
    );
  if (rgbm !== undefined && format !== 'astc' && format !== 'etc2-rgba')
    failOption(`Expected astc or etc2-rgba for ${name('format')} beside ${asked} but received ${format}`);
  if (colorSpace === 'srgb')
    failOption(`Expected auto or linear for ${name('colorSpace')} of ${asked} but received srgb`);
  if (content === 'normal')
    failOption(
      `Expected color, mask or data for ${name('content')} of ${asked} but received normal`,
      'directions are of a range of 1: profile ldr stores them',
    );
  if (rgbm !== undefined && swizzle !== 'rgba')
    failOption(`Expected rgba for ${name('swizzle')} beside ${asked} but received ${swizzle}`);
}

/** Faces of cube maps, and some targets, have their top row first. */
function checkFlip({ flipY, cubemap, target }: FilledEncodeOptions, speech: Speech): void {
  if (!flipY) return;
  if (cubemap) refuseBoth('flipY', 'cubemap', speech);
  if (target !== undefined && TARGET_ROWS[target].topRowFirst) refuseBoth('flipY', 'target', speech, target);
}

/** @param value  of the other one, where not all of its values are refused */
function refuseBoth(one: string, other: string, { name }: Speech, value = '', hint?: string): never {
  failOption(`Expected ${name(one)} or ${`${name(other)} ${value}`.trimEnd()} but received both`, hint);
}

/** A number of levels asks for them. */
function resolveMipmaps(options: FilledEncodeOptions, { name }: Speech): boolean {
  const { mipmaps, levels, mipLevels, mipCoverage, alpha } = options;
  const isOn = mipmaps || levels !== undefined;
  if (mipLevels !== undefined && !isOn) failOption(`Expected ${name('mipmaps')} beside ${name('mipLevels')}`);
  if (mipCoverage !== undefined && alpha === 'premultiply') {
    failOption(
      `Expected straight or bleed for ${name('alpha')} beside ${name('mipCoverage')} but received premultiply`,
      'an alpha test keeps or drops a texel whole, and its colour with it',
    );
  }
  return isOn;
}
