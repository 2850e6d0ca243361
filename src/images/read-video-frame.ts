/** Pixels of a `VideoFrame`: copied where they are RGB already, converted by the frame where it can, else drawn. */
import { AstcError } from '../errors.js';
import type { Image } from '../types.js';
import { checkSize } from './accept-pixels.js';
import { withOpaqueAlpha } from './components.js';
import type { VideoFrameLike } from './image-input.js';
import { readBitmap } from './read-bitmap.js';

/** Transfer functions of HDR video, in the words of WebCodecs. */
const HDR_TRANSFERS: readonly (string | null)[] = ['pq', 'hlg'];
/** What sRGB is said by; frames of canvases and decoders may say nothing. */
const SRGB_PRIMARIES: readonly (string | null)[] = ['bt709', null];
const SRGB_TRANSFERS: readonly (string | null)[] = ['iec61966-2-1', 'bt709', null];
const WITH_ALPHA = /^(?:RGBA|BGRA|I4\d\dA.*)$/;

interface Size {
  width: number;
  height: number;
}

/**
 * A frame at the size it is shown, in sRGB. It stays open.
 *
 * @throws {AstcError} E_OPTION for a closed frame, E_UNSUPPORTED for HDR
 */
export async function readVideoFrame(source: VideoFrameLike): Promise<Image> {
  const frame = source as unknown as VideoFrame;
  if (frame.displayWidth === 0) {
    throw new AstcError('E_OPTION', 'Expected an open VideoFrame but received a closed one');
  }
  if (HDR_TRANSFERS.includes(frame.colorSpace.transfer)) {
    throw new AstcError('E_UNSUPPORTED', `a VideoFrame of HDR (transfer function ${frame.colorSpace.transfer})`, {
      hint: 'tone-map it first: drawn on a canvas it becomes sRGB',
    });
  }
  const size = checkSize({ width: frame.displayWidth, height: frame.displayHeight });
  const hasAlpha = frame.format === null || WITH_ALPHA.test(frame.format);
  const data = (await copyComponents(frame, size)) ?? (await readBitmap(source, size)).data;
  return { ...size, data: hasAlpha ? data : withOpaqueAlpha(data), channels: 4, colorSpace: 'srgb', hasAlpha };
}

/** Undefined where the frame is shown otherwise than it is stored, or the browser converts none. */
async function copyComponents(frame: VideoFrame, size: Size): Promise<Uint8Array | undefined> {
  const { visibleRect, colorSpace } = frame;
  const { rotation, flip } = frame as { rotation?: number; flip?: boolean };
  if (visibleRect?.width !== size.width || visibleRect.height !== size.height || rotation || flip) return undefined;
  const isSrgb = SRGB_PRIMARIES.includes(colorSpace.primaries) && SRGB_TRANSFERS.includes(colorSpace.transfer);
  if (isSrgb && /^RGB[AX]$/.test(frame.format ?? '')) return copyAs(frame, size, {});
  if (isSrgb && /^BGR[AX]$/.test(frame.format ?? '')) return swapRedAndBlue(await copyAs(frame, size, {}));
  // Why last: Chromium 156 converts through premultiplied alpha, and takes the padding of RGBX for alpha.
  return copyAs(frame, size, { format: 'RGBA', colorSpace: 'srgb' });
}

async function copyAs(frame: VideoFrame, size: Size, options: VideoFrameCopyToOptions) {
  try {
    const data = new Uint8Array(frame.allocationSize(options));
    const [plane] = await frame.copyTo(data, options);
    return plane?.stride === size.width * 4 && data.length === size.width * size.height * 4 ? data : undefined;
  } catch {
    return undefined;
  }
}

function swapRedAndBlue(data: Uint8Array | undefined): Uint8Array | undefined {
  if (data === undefined) return undefined;
  for (let texel = 0; texel < data.length; texel += 4) {
    const blue = data[texel]!;
    data[texel] = data[texel + 2]!;
    data[texel + 2] = blue;
  }
  return data;
}
