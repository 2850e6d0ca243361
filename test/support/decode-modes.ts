/** The decoder profiles and outputs as numbers of the wasm contract, with the bytes they make. */
export const PROFILES = { linear: 0, srgb: 1, hdrRgb: 2, hdr: 3 } as const;
export type ProfileName = keyof typeof PROFILES;

export const OUTPUTS = { unorm8: 0, unorm16: 1, float16: 2 } as const;
export type OutputName = keyof typeof OUTPUTS;

export interface DecodeMode {
  readonly profile: ProfileName;
  readonly output: OutputName;
}

/** Every combination that prepareDecoder accepts. */
export const DECODE_MODES: readonly DecodeMode[] = [
  { profile: 'linear', output: 'unorm8' },
  { profile: 'linear', output: 'unorm16' },
  { profile: 'linear', output: 'float16' },
  { profile: 'srgb', output: 'unorm8' },
  { profile: 'srgb', output: 'unorm16' },
  { profile: 'srgb', output: 'float16' },
  { profile: 'hdrRgb', output: 'float16' },
  { profile: 'hdr', output: 'float16' },
];

export function isHdr(profile: ProfileName): boolean {
  return profile === 'hdrRgb' || profile === 'hdr';
}

export function componentBytes(output: OutputName): 1 | 2 {
  return output === 'unorm8' ? 1 : 2;
}
