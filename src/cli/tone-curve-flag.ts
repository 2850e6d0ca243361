/** `encode --tone-curve`: what goes with it, and what is left for the library to do. */
import { isAlwaysLinear } from '../codec/formats.js';
import type { EncodeOptions, FilledEncodeOptions } from '../options/encode-options.js';
import { flagName } from '../options/flag-name.js';
import { failOption } from '../options/speech.js';
import type { PictureReading } from './stages/read-picture.js';

/**
 * The options of the library where pictures come to it mapped: exposed, LDR, in sRGB.
 *
 * @throws {AstcError} E_OPTION for what makes no such texture
 */
export function optionsBesideCurve(options: EncodeOptions): EncodeOptions {
  const { exposure: _, ...rest } = options;
  const { rgbm, profile, colorSpace, format } = rest;
  if (rgbm !== undefined) refuse('--rgbm');
  if (profile?.startsWith('hdr')) refuse(`--profile ${profile}`);
  if (colorSpace === 'linear') refuse('--color-space linear');
  if (format !== undefined && isAlwaysLinear(format)) refuse(`--format ${format}`);
  return { ...rest, profile: 'ldr' };
}

function refuse(other: string): never {
  failOption(`Expected --tone-curve or ${other} but received both`);
}

/** The flags that mapped a picture, as KTXwriterScParams has them. */
export function curveParams({ toneCurve, exposure }: Pick<PictureReading, 'toneCurve' | 'exposure'>): string {
  const said = Object.entries({ toneCurve, ...(exposure && { exposure }) });
  return said.map(([name, value]) => `${flagName(name)} ${value}`).join(' ');
}

/** What JSON says of a run's settings. */
export function settingsOfCurve(settings: FilledEncodeOptions, { toneCurve, exposure }: PictureReading) {
  return toneCurve === undefined ? settings : { ...settings, toneCurve, exposure: exposure ?? settings.exposure };
}
