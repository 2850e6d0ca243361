/**
 * What the worker has at hand: the library, the picture and the last texture. Here, and not in the page, since decoding
 * a file or measuring a result takes longer than a frame.
 */
import {
  AstcError,
  createEncoder,
  type Encoder,
  type Image,
  inspect,
  measureEncoding,
  measureHdrEncoding,
  readImage,
  type Texture,
} from '../index.js';
import { errorImage, paneOf, shownImage, typeOf } from './panes.js';
import type { EncodeResult, InspectedBlock, Picture } from './protocol.js';
import { type Settings, toEncodeOptions } from './settings.js';
import { cutBlock, writeFiles } from './textures.js';

/** Why: page and worker hold a picture about ten times between them; larger ones are for the command line. */
const MAX_PIXELS = 4096 * 4096;

export interface CallContext {
  signal: AbortSignal;
  /** Takes the share of the blocks that are finished, 0..1. */
  onProgress: (fraction: number) => void;
}

export class Workbench {
  #image: Image | undefined;
  #texture: Texture | undefined;
  #encoder: { threads: Settings['threads']; starting: Promise<Encoder> } | undefined;
  readonly #onWarning: (message: string) => void;

  constructor(onWarning: (message: string) => void) {
    this.#onWarning = onWarning;
  }

  /** Reads an image file, which becomes the picture. @throws {AstcError} as `readImage` */
  async open(file: Blob, { signal }: CallContext): Promise<Picture> {
    const image = await readPicture(file, this.#onWarning);
    const { width, height, hasAlpha } = image;
    const pane = await paneOf(shownImage(image));
    // Another file may have been opened in the meantime: it stays.
    throwIfAborted(signal);
    this.#image = image;
    return { width, height, hasAlpha, type: typeOf(image), ...pane };
  }

  /** Compresses the picture and says what became of it. @throws {AstcError} as `encode` */
  async encode(settings: Settings, { signal, onProgress }: CallContext): Promise<EncodeResult> {
    const image = this.#image;
    if (image === undefined) throw new AstcError('E_WORKER', 'The picture is lost', { hint: 'Open it again.' });
    const options = toEncodeOptions(settings);
    const encoder = await this.#encoderWith(settings.threads);
    let seconds = 0;
    let adapter: string | undefined;
    const texture = await encoder.encode(image, {
      ...options,
      signal,
      onProgress: (progress) => {
        ({ seconds, adapter } = progress);
        onProgress(progress.done / progress.total);
      },
    });
    const decoded = await encoder.decode(texture, { signal });
    const measure = typeOf(image) === 'light' ? measureHdrEncoding : measureEncoding;
    const shown = shownImage(decoded);
    const result = {
      settings,
      seconds,
      threads: encoder.threads,
      adapter,
      blockBytes: texture.levels[0]!.data.byteLength,
      metrics: measure(image, decoded, options),
      decoded: await paneOf(shown),
      error: await paneOf(errorImage(shownImage(image), shown, settings)),
      files: writeFiles(texture),
    };
    throwIfAborted(signal);
    this.#texture = texture;
    return result;
  }

  /** The block of a texel of the last texture. @throws {AstcError} as `inspect` */
  async inspect({ x, y }: { x: number; y: number }): Promise<InspectedBlock | undefined> {
    if (this.#texture === undefined) return undefined;
    const { texture, place } = cutBlock(this.#texture, x, y);
    const { block } = await inspect(texture, { blockAt: { x: 0, y: 0 } });
    return block === undefined ? undefined : { ...block, ...place };
  }

  /** The encoder stays while the number of threads does, so that its workers are warm. */
  #encoderWith(threads: Settings['threads']): Promise<Encoder> {
    if (this.#encoder?.threads === threads) return this.#encoder.starting;
    this.#encoder?.starting.then((encoder) => encoder.close()).catch(() => {});
    const starting = createEncoder({ threads, onWarning: this.#onWarning });
    const opened = { threads, starting };
    this.#encoder = opened;
    starting.catch(() => {
      if (this.#encoder === opened) this.#encoder = undefined;
    });
    return starting;
  }
}

async function readPicture(file: Blob, onWarning: (message: string) => void): Promise<Image> {
  try {
    return await readImage(file, { maxPixels: MAX_PIXELS, onWarning });
  } catch (error) {
    if (!(error instanceof AstcError) || error.code !== 'E_TOO_LARGE') throw error;
    throw new AstcError(error.code, error.message, { hint: 'The command line takes larger ones.', cause: error });
  }
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new AstcError('E_ABORTED', 'The operation was aborted', { cause: signal.reason });
}
