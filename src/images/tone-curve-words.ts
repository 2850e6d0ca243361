/** The names of tone curves, by themselves: a command line knows them before anything is loaded. */

/** `reinhard`: x / (1 + x); `aces`: the fit of Narkowicz to the film curve of ACES; `clamp`: light above 1 is 1. */
export const TONE_CURVES = ['reinhard', 'aces', 'clamp'] as const;
export type ToneCurve = (typeof TONE_CURVES)[number];
