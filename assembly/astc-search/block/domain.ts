/**
 * The domain that blocks are searched in: where a decoder interpolates linearly. LDR components do in 8-bit steps; HDR
 * components do in the pseudo-logarithmic scale of the format, of which a step is 1/256 of the 16 bits: an eighth of a
 * stop. Whatever the domain, planes hold 1/64 of a step, so lines, weights and forms know nothing of it.
 */

export const DOMAIN_LDR: i32 = 0;
/** HDR colors, LDR alpha. */
export const DOMAIN_HDR_RGB: i32 = 1;
export const DOMAIN_HDR: i32 = 2;

/** What differs between domains, as numbers. */
@unmanaged
export class DomainRow {
  /** Steps a unit of the decoded endpoints: 8 bits are steps, 12 bits are sixteenths. */
  endpointUnit: f32;
  /** Alpha of 1.0, in steps. */
  opaqueAlpha: f32;
  /** Error a texel may always have: below it predictions mean nothing, the rounding of the format decides. */
  errorFloor: f32;
  /** Decibels, of steps, by which a block must be better before it is good enough. */
  goodShift: f32;
}

const ROW_BYTES: usize = 16;
// prettier-ignore
const DOMAINS: usize = memory.data<f32>([
  1,      255, 0.17, 0,
  0.0625, 255, 0.01, 10,
  0.0625, 120, 0.01, 10,
], 16);

// @ts-ignore: decorator
@inline
export function domainRow(domain: i32): DomainRow {
  return changetype<DomainRow>(DOMAINS + <usize>domain * ROW_BYTES);
}
