/** Colours of maps, by their names in CSS: words that people know, and different enough beside each other. */
import type { LegendRow, Rgb } from './block-face.js';

export const COLORS = {
  dodgerblue: [30, 144, 255],
  orange: [255, 165, 0],
  limegreen: [50, 205, 50],
  crimson: [220, 20, 60],
  mediumpurple: [147, 112, 219],
  turquoise: [64, 224, 208],
  gold: [255, 215, 0],
  darkgray: [169, 169, 169],
  slategray: [112, 128, 144],
  magenta: [255, 0, 255],
  navy: [0, 0, 128],
  darkgreen: [0, 100, 0],
  coral: [255, 127, 80],
  olive: [128, 128, 0],
  yellowgreen: [154, 205, 50],
  seagreen: [46, 139, 87],
  teal: [0, 128, 128],
  skyblue: [135, 206, 235],
  royalblue: [65, 105, 225],
  slateblue: [106, 90, 205],
  orchid: [218, 112, 214],
  hotpink: [255, 105, 180],
} as const satisfies Readonly<Record<string, Rgb>>;

/** A row of the legend. */
export function legendRow(name: string, colorName: keyof typeof COLORS): LegendRow {
  return { name, colorName, color: COLORS[colorName] };
}

/** Blocks without meaning, in the colour that decoders give them. */
export const ILLEGAL = legendRow('illegal', 'magenta');
