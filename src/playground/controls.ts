/** The settings: format, footprint, quality, content, threads, device. */
import {
  type Content,
  FOOTPRINTS,
  type Footprint,
  QUALITY_PRESETS,
  type QualityPreset,
  TEXTURE_FORMATS,
  type TextureFormat,
} from '../index.js';
import { byId, fillSelect, make } from './dom.js';
import { toDigits } from './figures.js';
import type { Device, Settings } from './settings.js';
import type { PageStore } from './state.js';

const FORMAT_TEXTS: Readonly<Record<TextureFormat, string>> = {
  astc: 'ASTC',
  etc1: 'ETC1 · RGB, 4 bits',
  'etc2-rgb': 'ETC2 · RGB, 4 bits',
  'etc2-rgba1': 'ETC2 · RGB and cut-out, 4 bits',
  'etc2-rgba': 'ETC2 · RGBA, 8 bits',
  'eac-r11': 'EAC · R, 4 bits',
  'eac-rg11': 'EAC · RG, 8 bits',
  'eac-r11-snorm': 'EAC · R signed, 4 bits',
  'eac-rg11-snorm': 'EAC · RG signed, 8 bits',
};
const CONTENT_TEXTS: Readonly<Record<Content, string>> = {
  color: 'Colour',
  normal: 'Normal map',
  mask: 'Mask',
  data: 'Other data',
};
const QUALITIES = Object.keys(QUALITY_PRESETS) as QualityPreset[];
/** CSS pixels of a texel in the small pictures of the footprints. */
const GLYPH_SCALE = 1.75;
const ASTC_BLOCK_BITS = 128;

/** Puts the settings on the store. */
export function showControls(store: PageStore): void {
  const change = (part: Partial<Settings>) => store.set({ settings: { ...store.state.settings, ...part } });
  showFormats(store, change);
  showFootprints(store, change);
  showQuality(store, change);
  showThreads(store, change);
  showDevice(store, change);
}

type Change = (part: Partial<Settings>) => void;

function showFormats(store: PageStore, change: Change): void {
  const format = byId<HTMLSelectElement>('format');
  const content = byId<HTMLSelectElement>('content');
  fillSelect(
    format,
    TEXTURE_FORMATS.map((each) => [each, FORMAT_TEXTS[each]]),
  );
  fillSelect(content, Object.entries(CONTENT_TEXTS));
  format.addEventListener('change', () => change({ format: format.value as TextureFormat }));
  content.addEventListener('change', () => change({ content: content.value as Content }));
  store.watch(['settings'], ({ settings }) => {
    format.value = settings.format;
    content.value = settings.content;
  });
}

function showFootprints(store: PageStore, change: Change): void {
  const fieldset = byId<HTMLFieldSetElement>('footprints');
  const choices = FOOTPRINTS.map((footprint) => footprintChoice(footprint, change));
  byId('footprint-list').replaceChildren(...choices.map(({ label }) => label));
  store.watch(['settings'], ({ settings: { format, block } }) => {
    const isAstc = format === 'astc';
    fieldset.disabled = !isAstc;
    for (const { footprint, input } of choices) input.checked = isAstc ? footprint === block : footprint === '4x4';
    byId('bits').textContent = isAstc ? `${toDigits(bitsPerTexel(block))} bits a texel` : '4×4 always';
  });
}

/** A radio button that looks like the block it stands for. */
function footprintChoice(footprint: Footprint, change: Change) {
  const input = make('input', '');
  input.type = 'radio';
  input.name = 'footprint';
  input.value = footprint;
  input.addEventListener('change', () => change({ block: footprint }));
  const [width, height] = footprint.split('x').map(Number) as [number, number];
  const glyph = make('span', 'glyph');
  glyph.style.width = `${width * GLYPH_SCALE}px`;
  glyph.style.height = `${height * GLYPH_SCALE}px`;
  const label = make('label', '', input, make('span', 'glyph-box', glyph), footprint.replace('x', '×'));
  label.title = `${toDigits(bitsPerTexel(footprint))} bits a texel`;
  return { footprint, input, label };
}

function bitsPerTexel(footprint: Footprint): number {
  const [width, height] = footprint.split('x').map(Number) as [number, number];
  return ASTC_BLOCK_BITS / (width * height);
}

function showQuality(store: PageStore, change: Change): void {
  const slider = byId<HTMLInputElement>('quality');
  const name = byId('quality-name');
  slider.max = String(QUALITIES.length - 1);
  slider.max = String(QUALITIES.length - 1);
  slider.addEventListener('input', () => change({ quality: QUALITIES[Number(slider.value)]! }));
  store.watch(['settings'], ({ settings: { quality } }) => {
    slider.value = String(QUALITIES.indexOf(quality));
    slider.setAttribute('aria-valuetext', quality);
    name.textContent = quality;
  });
}

function showThreads(store: PageStore, change: Change): void {
  const select = byId<HTMLSelectElement>('threads');
  const cores = navigator.hardwareConcurrency;
  const counts = [1, 2, 4, 8, 16, 32, 64].filter((count) => count < cores);
  fillSelect(select, [
    ['auto', `All ${cores}`],
    ...counts.map((count) => [String(count), String(count)] as const).reverse(),
  ]);
  select.addEventListener('change', () => change({ threads: select.value === 'auto' ? 'auto' : Number(select.value) }));
  store.watch(['settings'], ({ settings }) => {
    select.value = String(settings.threads);
  });
  const isIsolated = globalThis.crossOriginIsolated === true;
  byId('isolation').textContent = isIsolated ? 'memory shared between threads' : 'pixels copied to threads';
  byId('isolation').title = isIsolated
    ? 'This page is cross-origin isolated.'
    : 'This page is not cross-origin isolated: strips of the picture are handed to the workers.';
}

function showDevice(store: PageStore, change: Change): void {
  const select = byId<HTMLSelectElement>('device');
  const threads = byId<HTMLSelectElement>('threads');
  const hasGpu = navigator.gpu !== undefined;
  fillSelect(select, [
    ['cpu', 'CPU'],
    ['gpu', hasGpu ? 'GPU' : 'GPU (no WebGPU here)'],
  ]);
  select.options[1]!.disabled = !hasGpu;
  select.addEventListener('change', () => change({ device: select.value as Device }));
  store.watch(['settings'], ({ settings }) => {
    select.value = settings.device;
    threads.disabled = settings.device === 'gpu';
  });
}
