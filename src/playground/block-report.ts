/** How the block under the loupe is coded: a line of words, and the colours it runs between. */
import { byId, make } from './dom.js';
import type { Engine } from './engine.js';
import { formatSize } from './figures.js';
import type { EncodeResult, InspectedBlock } from './protocol.js';
import { blockSize } from './settings.js';
import type { LoupePlace, PageStore } from './state.js';

const COMPONENT_NAMES = ['red', 'green', 'blue', 'alpha'];

/** Puts the report on the store. It asks for one block at a time and leaves out those passed in the meantime. */
export function showBlockReport(store: PageStore, engine: Engine): void {
  const report = byId('block-report');
  let shown = '';
  let isAsking = false;
  const ask = async () => {
    const { result, loupe } = store.state;
    const place = result === undefined ? '' : blockAt(loupe, result);
    if (isAsking || place === shown) return;
    isAsking = true;
    const block = await engine.call('inspect', loupe).catch(() => undefined);
    isAsking = false;
    shown = place;
    report.replaceChildren(...(block === undefined || result === undefined ? [] : describe(block)));
    void ask();
  };
  store.watch(['result'], () => {
    shown = '';
  });
  store.watch(['result', 'loupe'], () => void ask());
}

/** Names the block of a texel. */
function blockAt({ x, y }: LoupePlace, { settings }: EncodeResult): string {
  const { width, height } = blockSize(settings);
  return `${Math.floor(x / width)},${Math.floor(y / height)}`;
}

function describe(block: InspectedBlock): Node[] {
  const place = make('strong', '', `Block ${block.blockX}, ${block.blockY}`);
  return [place, make('span', '', factsOf(block).join(' · ')), ...swatchesOf(block)];
}

function factsOf(block: InspectedBlock): string[] {
  if (block.kind === 'void-extent') return ['one colour'];
  if (block.kind === 'illegal') return [`illegal: ${block.reason}`];
  if (block.kind === 'etc') {
    const words = block.color === null ? [] : [`${block.color.mode} mode`];
    return [...words, ...block.eac.map(({ component, table }) => `${component} by table ${table}`)];
  }
  const { partitionCount, gridWidth, gridHeight, weightLevels, plane2Component, colorLevels } = block;
  return [
    partitionCount === 1 ? '1 partition' : `${partitionCount} partitions`,
    [...new Set(block.endpoints.map(({ cemName }) => cemName))].join(' and '),
    `weights ${formatSize(gridWidth, gridHeight)} of ${weightLevels} levels`,
    ...(plane2Component === null ? [] : [`second plane for ${COMPONENT_NAMES[plane2Component]}`]),
    `colours of ${colorLevels} levels`,
  ];
}

/** A strip for each partition, from its first endpoint to its second; the base colours of ETC. */
function swatchesOf(block: InspectedBlock): HTMLElement[] {
  if (block.kind === 'etc') return (block.color?.colors ?? []).map((color) => swatch(color, color));
  if (block.kind === 'void-extent') {
    const color = block.color.map((value) => value >> 8);
    return block.colorType === 'unorm16' ? [swatch(color, color)] : [];
  }
  if (block.kind === 'illegal') return [];
  return block.endpoints.map(({ endpoint0, endpoint1 }) => swatch(endpoint0, endpoint1));
}

function swatch(from: number[], to: number[]): HTMLElement {
  const css = ([r, g, b, a = 255]: number[]) => `rgb(${r} ${g} ${b} / ${a! / 255})`;
  const strip = make('span', 'strip');
  strip.style.backgroundImage = `linear-gradient(90deg, ${css(from)}, ${css(to)})`;
  strip.title = `${from.join(' ')} to ${to.join(' ')}`;
  return strip;
}
