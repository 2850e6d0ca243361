/** What the colours of the error picture mean, taken from the library that paints it. */
import { differenceImage, type Image } from '../index.js';
import { byId, make } from './dom.js';

/** Differences of 8-bit values whose colours are shown; from the last on it is white. */
const STEPS = [0, 1, 2, 4, 8, 16, 32, 64];

/** Fills the legend. */
export function showLegend(): void {
  const { data } = differenceImage(greys(STEPS.map(() => 0)), greys(STEPS));
  const entries = STEPS.map((step, index) => {
    const entry = make('i', '', String(step));
    const [r, g, b] = data.subarray(index * 4);
    entry.style.setProperty('--swatch', `rgb(${r} ${g} ${b})`);
    return entry;
  });
  byId('legend').replaceChildren(...entries);
}

/** A picture one texel high. */
function greys(values: readonly number[]): Image {
  const data = Uint8Array.from(values.flatMap((value) => [value, value, value, 255]));
  return { width: values.length, height: 1, data, channels: 4, colorSpace: 'srgb', hasAlpha: false };
}
