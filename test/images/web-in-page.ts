/** Runs in a page: reads and writes image files by the codec of browsers. */
import type { ReadImageOptions } from '../../src/images/image-codec.js';
import { webCodec } from '../../src/images/web-codec.js';
import type { Image } from '../../src/types.js';

export interface Told {
  image?: Omit<Image, 'data'> & { data: string; isDeep: boolean };
  error?: { name: string; code: string; message: string; hint?: string };
  warnings: string[];
}

const toBytes = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return btoa(text);
}

/** What becomes of each file, given and told in base64. */
export async function readAll(files: string[], options: ReadImageOptions = {}): Promise<Told[]> {
  const told: Told[] = [];
  for (const file of files) {
    const warnings: string[] = [];
    const onWarning = (message: string) => warnings.push(message);
    try {
      const { data, ...rest } = await webCodec.readImage(toBytes(file), { ...options, onWarning });
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      told.push({ image: { ...rest, data: toBase64(bytes), isDeep: data instanceof Uint16Array }, warnings });
    } catch (error) {
      const { name, code, message, hint } = error as Error & { code: string; hint?: string };
      told.push({ error: { name, code, message, ...(hint && { hint }) }, warnings });
    }
  }
  return told;
}

/** A PNG of the pixels, in base64. */
export async function writeOne(width: number, height: number, data: string, isDeep: boolean): Promise<string> {
  const bytes = toBytes(data);
  const components = isDeep ? new Uint16Array(bytes.buffer) : bytes;
  const image: Image = { width, height, data: components, channels: 4, colorSpace: 'srgb', hasAlpha: true };
  return toBase64(await webCodec.encodePng(image));
}

/** What a browser may lack, or do otherwise. */
export type Trouble = 'none' | 'no WebGL' | 'converts always';

/** As {@link readAll}, in a page that is worse than it is. */
export async function readAllDespite(trouble: Trouble, files: string[], options: ReadImageOptions = {}) {
  if (trouble === 'no WebGL') {
    const { getContext } = OffscreenCanvas.prototype;
    OffscreenCanvas.prototype.getContext = function (this: OffscreenCanvas, kind: string, ...rest: unknown[]) {
      return kind === '2d' ? (getContext as (...call: unknown[]) => unknown).call(this, kind, ...rest) : null;
    } as typeof getContext;
  }
  if (trouble === 'converts always') {
    const create = globalThis.createImageBitmap;
    globalThis.createImageBitmap = ((source: ImageBitmapSource, options: ImageBitmapOptions) =>
      create(source, { ...options, colorSpaceConversion: 'default' })) as typeof create;
  }
  return readAll(files, options);
}

/** As {@link readAll}, in a worker. */
export async function readAllInWorker(files: string[]): Promise<Told[]> {
  const script = `import { readAll } from '${import.meta.url}'; onmessage = async ({ data }) => postMessage(await readAll(data));`;
  const worker = new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })), { type: 'module' });
  try {
    return await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(files);
    });
  } finally {
    worker.terminate();
  }
}
