/** Where the loupe is: a frame in each picture, and the numbers of the texel in its centre. */
import { all, byId, make } from './dom.js';
import { formatSigned } from './figures.js';
import type { PaneName } from './paint-protocol.js';
import type { PageState, PageStore } from './state.js';
import { missingComponents } from './stored.js';

/** In place of a number where there is none. */
const NOT_STORED = '–';

/** Puts marks and numbers on the store. */
export function showLoupes(store: PageStore): void {
  const canvas = byId('loupe-source');
  const mark = () => markRegion(store.state, canvas);
  new ResizeObserver(mark).observe(canvas);
  store.watch(['picture', 'loupe'], mark);
  store.watch(['picture', 'result', 'loupe'], showValues);
}

/** In the panes: the frame of what the loupes show. */
function markRegion({ picture, loupe }: PageState, canvas: HTMLElement): void {
  if (picture === undefined) return;
  const width = canvas.clientWidth / loupe.scale;
  const height = canvas.clientHeight / loupe.scale;
  const left = loupe.x + 0.5 - width / 2;
  const top = loupe.y + 0.5 - height / 2;
  const percent = (value: number, whole: number) => `${(value / whole) * 100}%`;
  for (const mark of all<HTMLElement>('.mark')) {
    mark.style.left = percent(left, picture.width);
    mark.style.top = percent(top, picture.height);
    mark.style.width = percent(width, picture.width);
    mark.style.height = percent(height, picture.height);
  }
}

/** The numbers of the texel in the centre: 0..255, and result less source. */
function showValues({ picture, result, loupe }: PageState): void {
  if (picture === undefined) return;
  const start = (loupe.y * picture.width + loupe.x) * 4;
  const read = (texels: Uint8Array | undefined) => texels && [...texels.subarray(start, start + 4)];
  const source = read(picture.texels)!;
  const decoded = read(result?.decoded.texels);
  showTexel('source', source.map(String), source);
  showTexel('result', decoded?.map(String), decoded);
  const missing = result === undefined ? [] : missingComponents(result.settings);
  const difference = decoded?.map((value, component) =>
    missing.includes(component) ? NOT_STORED : formatSigned(value - source[component]!),
  );
  showTexel('error', difference, read(result?.error.texels));
}

function showTexel(name: PaneName, texts: string[] | undefined, color: number[] | undefined): void {
  byId(`swatch-${name}`).style.backgroundColor = color === undefined ? '' : `rgb(${color.slice(0, 3).join(' ')})`;
  const values = ['R', 'G', 'B', 'A'].map((letter, component) =>
    make('span', '', make('i', '', letter), make('b', '', texts?.[component] ?? NOT_STORED)),
  );
  byId(`values-${name}`).replaceChildren(...values);
}
