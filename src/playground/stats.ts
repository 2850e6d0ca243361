/** The figures of a result: quality, size, speed. */
import type { ImageMetrics } from '../index.js';
import { byId } from './dom.js';
import { formatBytes, formatSeconds, formatSize, toDigits } from './figures.js';
import type { EncodeResult, Picture } from './protocol.js';
import type { PageStore } from './state.js';

/** Bytes of a texel of the uncompressed texture a GPU would hold instead. */
const RAW_BYTES = 4;

/** Puts the figures on the store; while others are worked on they stay, faded. */
export function showStats(store: PageStore): void {
  const stats = byId('stats');
  const status = byId('status');
  store.watch(['activity'], ({ activity }) => stats.toggleAttribute('data-stale', activity !== 'idle'));
  store.watch(['result', 'picture'], ({ result, picture }) => {
    const figures = result === undefined || picture === undefined ? {} : figuresOf(result, picture);
    for (const [name, text] of Object.entries({ ...NO_FIGURES, ...figures })) byId(`stat-${name}`).textContent = text;
    if (result !== undefined)
      status.textContent = `Encoded: ${figures.psnr} decibels, ${figures.size}, ${figures.time}`;
  });
  store.watch(['picture', 'fileName'], ({ picture, fileName }) => {
    byId('picture-name').textContent = fileName;
    byId('picture-facts').textContent = picture === undefined ? '' : factsOf(picture);
  });
}

const NO_FIGURES = {
  psnr: '–',
  worst: '',
  size: '–',
  raw: '',
  bits: '–',
  ratio: '',
  speed: '–',
  time: '',
} as const;
type Figures = Partial<Record<keyof typeof NO_FIGURES, string>>;

function figuresOf({ metrics, blockBytes, seconds, threads }: EncodeResult, picture: Picture): Figures {
  const texels = picture.width * picture.height;
  return {
    psnr: psnrText(metrics.psnrRgb),
    worst: metrics.identical ? 'no difference' : worstText(metrics, picture),
    size: formatBytes(blockBytes),
    raw: `of ${formatBytes(texels * RAW_BYTES)} as RGBA`,
    bits: toDigits((blockBytes * 8) / texels),
    ratio: `${toDigits((texels * RAW_BYTES) / blockBytes)} times smaller`,
    speed: toDigits(texels / seconds / 1e6),
    time: `${formatSeconds(seconds)} on ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
  };
}

function worstText({ psnrRgba, maxDifference }: ImageMetrics, { hasAlpha }: Picture): string {
  const worst = `largest error ${maxDifference}`;
  return hasAlpha ? `with alpha ${psnrText(psnrRgba)} · ${worst}` : worst;
}

function psnrText(psnr: number): string {
  return Number.isFinite(psnr) ? psnr.toFixed(2) : '∞';
}

function factsOf({ width, height, bits, hasAlpha }: Picture): string {
  return `${formatSize(width, height)} · ${hasAlpha ? 'RGBA' : 'RGB'} · ${bits} bits`;
}
