/** Buffers of the candidate under trial: weights on the grid and on the texels, endpoints, error. */

/** f32[2][80]: free weights of each plane on the grid, 0..1. */
export const GRID_IDEAL: usize = memory.data(2 * 320, 16);
export const GRID_IDEAL_PLANE: usize = 320;
/** u8[2][80]: rank of each weight among its level's, and its uvalue 0..64. */
export const GRID_RANKS: usize = memory.data(160, 16);
export const GRID_UVALUES: usize = memory.data(160 + 16, 16);
export const GRID_PLANE: usize = 80;
/** i16[2][240]: weight 0..64 of each texel, 0 past the last one. */
export const TEXEL_WEIGHTS: usize = memory.data(2 * 480, 16);
export const TEXEL_WEIGHTS_PLANE: usize = 480;

/**
 * Per partition, what least squares says of the endpoints, {@link ENDPOINT_FIT_BYTES} apart: f32[4] each of the free
 * endpoints (steps of the domain) and of the quadratic form a·p² + 2b·p·q + d·q² that moving them by p and q costs; then the
 * error that stays at the optimum, significance-weighted, and what alpha costs when it decodes to 1.0; then f32[4] each
 * of b / d and b / a: how far one end's optimum follows the other; the {@link GreyFit}; u32 that tells this fit from those
 * before.
 */
export const ENDPOINT_FITS: usize = memory.data(4 * 160, 16);
export const ENDPOINT_FIT_BYTES: usize = 160;
export const FREE0_OFFSET: usize = 0;
export const FREE1_OFFSET: usize = 16;
export const FORM_A_OFFSET: usize = 32;
export const FORM_B_OFFSET: usize = 48;
export const FORM_D_OFFSET: usize = 64;
export const REST_OFFSET: usize = 80;
export const OPAQUE_ERROR_OFFSET: usize = 84;
export const FOLLOW1_OFFSET: usize = 96;
export const FOLLOW0_OFFSET: usize = 112;
export const GREY_OFFSET: usize = 128;
export const FIT_NUMBER_OFFSET: usize = 156;

/** The pair that all three color components share in the grey modes, and its form; found when a mode first asks. */
@unmanaged
export class GreyFit {
  end0: f32;
  end1: f32;
  a: f32;
  b: f32;
  d: f32;
  /** What being grey costs before any rounding. */
  cost: f32;
  /** 0 until the rest is filled in. */
  isKnown: i32;
}

/** u8[4][8]: uvalues of the color integers. */
export const COLOR_UVALUES: usize = memory.data(32, 16);
/** u16[4][8]: what they decode to, r g b a of endpoint 0 then of endpoint 1, in the domain's endpoint units. */
export const DECODED_ENDPOINTS: usize = memory.data(64, 16);
/** Bytes of a partition's decoded endpoints. */
export const DECODED_BYTES: usize = 16;

// @ts-ignore: decorator
@inline
export function endpointFitPtr(partition: i32): usize {
  return ENDPOINT_FITS + <usize>partition * ENDPOINT_FIT_BYTES;
}

/** What else identifies the candidate. */
@unmanaged
export class TrialState {
  /** Address of the ModeEntry and of the GridTables. */
  mode: usize;
  grid: usize;
  /** Levels and modes chosen by cem-pick. */
  colorQuantLevel: i32;
  /** u8[4] in one word. */
  cems: u32;
  planeCount: i32;
}

const STATE: usize = memory.data(32, 16);

// @ts-ignore: decorator
@inline
export function trialState(): TrialState {
  return changetype<TrialState>(STATE);
}
