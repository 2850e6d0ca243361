/** Pixels of a `VideoFrame`: converted by the frame itself where it can, else drawn. */
import { AstcError } from '../errors.js';
import type { Image } from '../types.js';
import { checkSize } from './accept-pixels.js';
import type { VideoFrameLike } from './image-input.js';
import { readBitmap } from './read-bitmap.js';

/** Transfer functions of HDR video, in the words of WebCodecs. */
const HDR_TRANSFERS: readonly (string | null | undefined)[] = ['pq', 'hlg'];

/** @throws {AstcError} E_OPTION for a closed frame, E_UNSUPPORTED for HDR */
export async function readVideoFrame(source: VideoFrameLike): Promise<Image> {
  const frame = source as unknown as VideoFrame;
  if (frame.format === null && frame.displayWidth === 0) {
    throw new AstcError('E_OPTION', 'Expected a VideoFrame that is open but received a closed one');
  }
  if (HDR_TRANSFERS.includes(frame.colorSpace.transfer)) {
    throw new AstcError('E_UNSUPPORTED', `a VideoFrame of HDR (transfer function ${frame.colorSpace.transfer})`, {
      hint: 'tone-map it first: drawn on a canvas it becomes sRGB',
    });
  }
  const size = checkSize({ width: frame.displayWidth, height: frame.displayHeight });
  const hasAlpha = frame.format === null || /^(?:RGBA|BGRA|I4\d\dA.*)$/.test(frame.format);
  const data = await copyComponents(frame, size);
  if (data !== undefined) return { ...size, data, channels: 4, colorSpace: 'srgb', hasAlpha };
  return { ...(await readBitmap(frame as unknown as ImageBitmap, size)), hasAlpha };
}

/** Undefined where the frame is shown at another size than it is stored, or the browser converts none. */
async function copyComponents(frame: VideoFrame, { width, height }: { width: number; height: number }) {
  const { visibleRect } = frame;
  const isPlain = visibleRect?.width === width && visibleRect.height === height;
  if (!isPlain || (frame as { rotation?: number }).rotation || (frame as { flip?: boolean }).flip) return undefined;
  const options = { format: 'RGBA', colorSpace: 'srgb' } as const;
  try {
    const data = new Uint8Array(frame.allocationSize(options));
    const [plane] = await frame.copyTo(data, options);
    return plane?.stride === width * 4 && data.length === width * height * 4 ? data : undefined;
  } catch {
    return undefined;
  }
}
