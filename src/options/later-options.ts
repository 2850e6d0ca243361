/** Options of the contract that this version does not have: known, so that asking for them is one clear error. */

interface LaterOption {
  /** What this version does instead, after "this version". */
  what: string;
}

export type LaterOptions = Readonly<Record<string, LaterOption>>;

export const LATER_ENCODE_OPTIONS = {
  gpu: { what: 'encodes on the CPU only' },
} as const satisfies LaterOptions;
