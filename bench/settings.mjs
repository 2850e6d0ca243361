/** The words of the comparison: footprints in the order of the binary's ids, and presets with their quality. */

export const FOOTPRINTS = '4x4 5x4 5x5 6x5 6x6 8x5 8x6 8x8 10x5 10x6 10x8 10x10 12x10 12x12'.split(' ');

/**
 * Quality 0–100 of each preset, the same in both encoders; −1 of the one below them that is ours alone.
 * @type {Readonly<Record<string, number>>}
 */
export const PRESET_QUALITY = {
  realtime: -1,
  fastest: 0,
  fast: 10,
  medium: 60,
  thorough: 98,
  verythorough: 99,
  exhaustive: 100,
};

export const PRESETS = Object.keys(PRESET_QUALITY);

/** Those of the peer. */
export const PEER_PRESETS = PRESETS.filter((preset) => (PRESET_QUALITY[preset] ?? 0) >= 0);

/**
 * @param {string} preset ours
 * @returns {string} the peer's that stands against it: of the same name, or its fastest
 */
export function namesakeOf(preset) {
  return PEER_PRESETS.includes(preset) ? preset : 'fastest';
}

/** The presets of the peer that are measured in any case: fewer make no curve. */
export const CURVE_PRESETS = ['fastest', 'fast', 'medium', 'thorough'];

/**
 * @param {readonly string[]} presets ours
 * @returns {string[]} the peer's that they are compared with
 */
export function curvePresets(presets) {
  return PEER_PRESETS.filter((preset) => CURVE_PRESETS.includes(preset) || presets.includes(preset));
}

/**
 * @param {string} footprint such as `10x6`
 * @returns {[width: number, height: number]} texels
 */
export function footprintSize(footprint) {
  const [width = 0, height = 0] = footprint.split('x').map(Number);
  return [width, height];
}
