/** The figures of a result: quality, size, speed. */
import type { HdrMetrics, ImageMetrics } from '../index.js';
import { byId } from './dom.js';
import { formatBytes, formatSeconds, formatSize, toDigits } from './figures.js';
import type { EncodeResult, Picture } from './protocol.js';
import type { Device } from './settings.js';
import type { PageStore } from './state.js';

/** Bytes of a texel of the uncompressed texture a GPU would hold instead. */
const RAW_BYTES = 4;

/** Puts the figures on the store; while others are worked on they stay, faded. */
export function showStats(store: PageStore): void {
  const stats = byId('stats');
  const status = byId('status');
  store.watch(['activity'], ({ activity }) => stats.toggleAttribute('data-stale', activity !== 'idle'));
  const speeds = new Speeds();
  store.watch(['result', 'picture'], ({ result, picture }) => {
    const figures = result === undefined || picture === undefined ? {} : figuresOf(result, picture, speeds);
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
  measure: 'PSNR',
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

function figuresOf(result: EncodeResult, picture: Picture, speeds: Speeds): Figures {
  const { metrics, blockBytes, seconds } = result;
  const texels = picture.width * picture.height;
  speeds.learn(result, picture);
  return {
    ...qualityOf(metrics, picture),
    size: formatBytes(blockBytes),
    raw: `of ${formatBytes(texels * RAW_BYTES)} as RGBA`,
    bits: toDigits((blockBytes * 8) / texels),
    ratio: `${toDigits((texels * RAW_BYTES) / blockBytes)} times smaller`,
    speed: toDigits(texels / seconds / 1e6),
    time: [`${formatSeconds(seconds)} on ${handsText(result)}`, speeds.otherText(result)].filter(Boolean).join(' · '),
  };
}

function handsText({ adapter, threads }: EncodeResult): string {
  return adapter ?? `${threads} ${threads === 1 ? 'thread' : 'threads'}`;
}

/** How fast CPU and GPU were with the same settings on the same picture: who tries one wants to know of the other. */
class Speeds {
  #picture: Picture | undefined;
  readonly #speeds = new Map<string, number>();

  learn(result: EncodeResult, picture: Picture): void {
    if (this.#picture !== picture) this.#speeds.clear();
    this.#picture = picture;
    const { device } = result.settings;
    this.#speeds.set(this.#key(result, device), (picture.width * picture.height) / result.seconds / 1e6);
  }

  /** The speed of the other device, '' before it was tried. */
  otherText(result: EncodeResult): string {
    const other = result.settings.device === 'gpu' ? 'cpu' : 'gpu';
    const speed = this.#speeds.get(this.#key(result, other));
    return speed === undefined ? '' : `${other.toUpperCase()} ${toDigits(speed)} Mtexel/s`;
  }

  #key({ settings: { format, block, quality, content } }: EncodeResult, device: Device): string {
    return [format, block, quality, content, device].join();
  }
}

function qualityOf(metrics: ImageMetrics | HdrMetrics, picture: Picture): Figures {
  if ('mPsnr' in metrics) {
    const worst = metrics.identical ? 'no difference' : `largest error ${toDigits(metrics.maxStops)} stops`;
    return { measure: 'mPSNR', psnr: psnrText(metrics.mPsnr), worst };
  }
  const worst = metrics.identical ? 'no difference' : worstText(metrics, picture);
  return { psnr: psnrText(metrics.psnrRgb), worst };
}

function worstText({ psnrRgba, maxDifference }: ImageMetrics, { hasAlpha }: Picture): string {
  const worst = `largest error ${maxDifference}`;
  return hasAlpha ? `with alpha ${psnrText(psnrRgba)} · ${worst}` : worst;
}

function psnrText(psnr: number): string {
  return Number.isFinite(psnr) ? psnr.toFixed(2) : '∞';
}

function factsOf({ width, height, type, hasAlpha }: Picture): string {
  return `${formatSize(width, height)} · ${hasAlpha ? 'RGBA' : 'RGB'} · ${type}`;
}
