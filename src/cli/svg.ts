/** What the plots of the command line are drawn with: SVG for light and dark pages. */
import { escapeControls } from './escape-controls.js';

/** Lines that are told apart, on white and on near black; those after them begin anew. */
export const COLORS = [
  { light: '#0a6ebd', dark: '#5cb3ff' },
  { light: '#c2410c', dark: '#ff9a5c' },
  { light: '#15803d', dark: '#5fd38a' },
  { light: '#7e22ce', dark: '#cf9bff' },
  { light: '#a16207', dark: '#e6c04a' },
  { light: '#be185d', dark: '#ff86b8' },
];
/** Steps between ticks of decibels, the first that leaves few enough. */
const DB_STEPS = [0.5, 1, 2, 5, 10, 20, 50];
const MOST_TICKS = 9;
/** Where decibels lie. */
export interface Scale {
  min: number;
  max: number;
  step: number;
}

/** The scale that holds some figures, with room around them. */
export function decibelScale(figures: readonly number[]): Scale {
  const low = figures.length === 0 ? 0 : Math.min(...figures);
  const high = figures.length === 0 ? 1 : Math.max(...figures);
  const step = DB_STEPS.find((each) => (high - low) / each <= MOST_TICKS - 2) ?? DB_STEPS.at(-1)!;
  return { min: Math.floor(low / step - 0.1) * step, max: Math.ceil(high / step + 0.1) * step, step };
}

/** Its ticks, from below. */
export function ticksOf({ min, max, step }: Scale): number[] {
  return Array.from({ length: Math.round((max - min) / step) + 1 }, (_, index) => min + index * step);
}

export function styleSheet(): string {
  const inks = (theme: 'light' | 'dark') =>
    COLORS.map((color, index) => `.line${index}{stroke:${color[theme]}}.dot${index}{fill:${color[theme]}}`).join('');
  return [
    'text{font:13px Helvetica,Arial,"Liberation Sans","DejaVu Sans",sans-serif;fill:#1f2933}',
    '.title{font-size:16px;font-weight:bold}.faint{fill:#52606d}',
    // Names stand out from lines that they cross.
    '.name{font-size:12px;paint-order:stroke;stroke:#ffffff;stroke-width:4px;stroke-linejoin:round}',
    '.page{fill:#ffffff}.grid{stroke:#dde3e9}.axis{stroke:#7b8794}.target{stroke:#52606d;stroke-dasharray:6 4}',
    'polyline{fill:none;stroke-width:2;stroke-linejoin:round}',
    inks('light'),
    '@media (prefers-color-scheme:dark){text{fill:#e4e9ee}.faint{fill:#a3b0bd}.page{fill:#14181d}',
    '.grid{stroke:#2b333c}.axis{stroke:#7b8794}.target{stroke:#a3b0bd}.name{stroke:#14181d}',
    inks('dark'),
    '}',
  ].join('');
}

export function line(x1: number, y1: number, x2: number, y2: number, kind: string): string {
  return `<line class="${kind}" x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}"/>`;
}

export function text(
  x: number,
  y: number,
  words: string,
  kind: string,
  anchor: 'start' | 'middle' | 'end' = 'start',
): string {
  return `<text class="${kind}" x="${round(x)}" y="${round(y)}" text-anchor="${anchor}">${escapeXml(words)}</text>`;
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Names of files may hold anything; XML holds no control characters, however they are written. */
export function escapeXml(words: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return escapeControls(words).replace(/[&<>"]/g, (letter) => entities[letter]!);
}
