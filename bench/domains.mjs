/** What a run measures, by profile: numbers from 0 to 1, or light. */
import { LDR } from './ldr.mjs';
import { UsageError } from './run.mjs';

/**
 * @typedef {import('../src/types.js').Profile} Profile
 * @typedef {import('./images.mjs').Pixels} Pixels
 */

/**
 * @typedef {object} Domain
 * @property {Profile} profile
 * @property {readonly string[]} extensions of the pictures that are taken from a folder
 * @property {string} given extension of the file that the peer reads
 * @property {string} returned extension of the file that it decodes to
 * @property {(path: string) => Promise<Pixels>} read
 * @property {(path: string, image: Pixels) => Promise<void>} write as a file of `given`, bit for bit
 * @property {(source: Pixels, decoded: Pixels) => import('./measures.mjs').Quality} compare
 * @property {import('./measures.mjs').Measure} measure what `compare` gives
 * @property {(image: Pixels) => string} classOf class of a picture of which only the content tells
 */

/**
 * Light is read by the built library, which pictures of integers do without.
 *
 * @type {Readonly<Record<Profile, () => Promise<Domain>>>}
 */
const DOMAINS = {
  ldr: async () => LDR,
  'hdr-rgb': async () => (await import('./hdr.mjs')).HDR_RGB,
  hdr: async () => (await import('./hdr.mjs')).HDR,
};

/** Options that choose the domain, for parseArgs and for the usage. */
export const DOMAIN_OPTIONS = /** @type {const} */ ({ hdr: { type: 'boolean' }, profile: { type: 'string' } });
export const DOMAIN_USAGE = `\
  --hdr                  pictures of light (.hdr .exr .pfm, float .ktx .ktx2) by mPSNR: short for --profile hdr-rgb
  --profile NAME         ldr, hdr-rgb (alpha of 0..1) or hdr (alpha is light too)   default ldr`;

/**
 * @param {{ hdr?: boolean | undefined, profile?: string | undefined }} options
 * @returns {Promise<Domain>}
 * @throws {UsageError}
 */
export async function chooseDomain({ hdr, profile = hdr ? 'hdr-rgb' : 'ldr' }) {
  const load = Object.entries(DOMAINS).find(([name]) => name === profile)?.[1];
  if (load === undefined)
    throw new UsageError(`--profile: expected one of ${Object.keys(DOMAINS).join(' ')}, got "${profile}"`);
  return await load();
}
