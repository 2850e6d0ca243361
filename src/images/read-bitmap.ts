/**
 * Pixels of what a browser can draw. Two ways out: a texture of WebGL 2, which gives every component as it is, and a 2D
 * canvas, which stores colours multiplied by alpha, so that those under zero alpha are lost and those under little of it
 * are rounded.
 */
import { AstcError } from '../errors.js';
import type { Image } from '../types.js';
import type { CanvasLike, ImageBitmapLike, VideoFrameLike } from './image-input.js';

interface Size {
  width: number;
  height: number;
}

/**
 * Reads a bitmap, a canvas or a frame; the browser turns colours of other spaces into sRGB. The source stays open.
 *
 * @throws {AstcError} E_OPTION where it cannot be read: a closed bitmap, a canvas tainted by another origin
 */
export async function readBitmap(source: ImageBitmapLike | CanvasLike | VideoFrameLike, size: Size): Promise<Image> {
  const drawable = source as unknown as ImageBitmap;
  const straight = await straighten(drawable);
  try {
    return straight ? await readStraightBitmap(straight) : toImage(readWithCanvas(drawable, size), size);
  } catch (cause) {
    throw unreadable(cause);
  } finally {
    straight?.close();
  }
}

/**
 * Reads a bitmap that was made without premultiplied alpha.
 *
 * @throws what the browser throws
 */
export async function readStraightBitmap(bitmap: ImageBitmap): Promise<Image> {
  keepsHiddenColors ??= testWebGl();
  const exact = (await keepsHiddenColors) ? readWithWebGl(bitmap) : undefined;
  return toImage(exact ?? readWithCanvas(bitmap, bitmap), bitmap);
}

/** The same pixels with alpha apart, whatever they were made with; undefined where the browser cannot. */
async function straighten(source: ImageBitmap): Promise<ImageBitmap | undefined> {
  if (typeof createImageBitmap !== 'function') return undefined;
  try {
    return await createImageBitmap(source, { premultiplyAlpha: 'none' });
  } catch (cause) {
    if (cause instanceof TypeError) return undefined;
    throw unreadable(cause);
  }
}

let keepsHiddenColors: Promise<boolean> | undefined;

/** Whether this browser's WebGL gives back what was put in: two texels are tried, one under zero alpha. */
async function testWebGl(): Promise<boolean> {
  const probe = Uint8ClampedArray.of(200, 100, 50, 0, 13, 77, 201, 3);
  const bitmap = await createImageBitmap(new ImageData(probe, 2, 1), { premultiplyAlpha: 'none' });
  const read = readWithWebGl(bitmap);
  bitmap.close();
  return read?.every((value, index) => value === probe[index]) ?? false;
}

/** Undefined where there is no WebGL 2, or the image is larger than its textures. */
function readWithWebGl(source: ImageBitmap): Uint8Array | undefined {
  const { width, height } = source;
  const gl = createCanvas(1, 1).getContext('webgl2') as WebGL2RenderingContext | null;
  if (gl === null || Math.max(width, height) > gl.getParameter(gl.MAX_TEXTURE_SIZE)) return undefined;
  gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
  gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.NONE);
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE, source);
  gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
  const data = new Uint8Array(width * height * 4);
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, data);
  const isRead = gl.getError() === gl.NO_ERROR && !gl.isContextLost();
  // Browsers keep few contexts alive, and drop the oldest of the page for one more.
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return isRead ? data : undefined;
}

function readWithCanvas(source: ImageBitmap, { width, height }: Size): Uint8Array {
  const context = createCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2D canvas of that size');
  context.drawImage(source, 0, 0);
  return new Uint8Array(context.getImageData(0, 0, width, height).data.buffer);
}

interface AnyCanvas {
  getContext(kind: 'webgl2'): unknown;
  getContext(kind: '2d', settings: { willReadFrequently: boolean }): CanvasRenderingContext2D | null;
}

function createCanvas(width: number, height: number): AnyCanvas {
  if (typeof OffscreenCanvas === 'function') return new OffscreenCanvas(width, height) as unknown as AnyCanvas;
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas as unknown as AnyCanvas;
}

function toImage(data: Uint8Array, { width, height }: Size): Image {
  return { width, height, data, channels: 4, colorSpace: 'srgb', hasAlpha: true };
}

function unreadable(cause: unknown): AstcError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new AstcError('E_OPTION', `Expected pixels that can be read but received ones that cannot: ${reason}`, {
    cause,
  });
}
