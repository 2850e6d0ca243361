/** Runs in a page: makes one of everything that browsers draw with and accepts it. */
import { acceptImage } from '../../src/images/accept-image.js';

/** What each input becomes: components, or the error's code. */
export async function acceptAll(pixels: number[]) {
  const bytes = Uint8ClampedArray.from(pixels);
  const imageData = new ImageData(bytes, 4, 1);
  const canvasOf = (colorSpace: PredefinedColorSpace, data: ImageData) => {
    const canvas = document.createElement('canvas');
    canvas.width = data.width;
    canvas.height = data.height;
    canvas.getContext('2d', { colorSpace })!.putImageData(data, 0, 0);
    return canvas;
  };
  const frame = (format: VideoPixelFormat, more: Partial<VideoFrameBufferInit> = {}) =>
    new VideoFrame(bytes, { format, codedWidth: 4, codedHeight: 1, timestamp: 0, ...more });
  const p3 = new ImageData(Uint8ClampedArray.of(100, 140, 90, 255), 1, 1, { colorSpace: 'display-p3' });
  const frames = document.createElement('iframe');
  document.body.append(frames);
  const other = frames.contentWindow as Window & typeof globalThis;
  const halves = Reflect.get(globalThis, 'Float16Array') as Uint8ClampedArrayConstructor;
  const inputs: Record<string, () => unknown> = {
    imageData: () => imageData,
    otherWindow: () => new other.ImageData(new other.Uint8ClampedArray(pixels), 4, 1),
    floatImageData: () =>
      new ImageData(halves.of(0.5, 0, 0, 1), 1, 1, { pixelFormat: 'rgba-float16' } as ImageDataSettings),
    straightBitmap: () => createImageBitmap(imageData, { premultiplyAlpha: 'none' }),
    premultipliedBitmap: () => createImageBitmap(imageData, { premultiplyAlpha: 'premultiply' }),
    canvas: () => canvasOf('srgb', imageData),
    p3ImageData: () => p3,
    p3Canvas: () => canvasOf('display-p3', p3),
    p3Bitmap: () => createImageBitmap(p3),
    rgbaFrame: () => frame('RGBA'),
    bgraFrame: () => frame('BGRA'),
    rgbxFrame: () => frame('RGBX'),
    hdrFrame: () => frame('RGBA', { colorSpace: { primaries: 'bt2020', transfer: 'pq', matrix: 'rgb' } as object }),
  };
  inputs.offscreenCanvas = () => {
    const canvas = new OffscreenCanvas(4, 1);
    canvas.getContext('2d')!.putImageData(imageData, 0, 0);
    return canvas;
  };
  inputs.webglCanvas = () => {
    const canvas = new OffscreenCanvas(1, 1);
    const gl = canvas.getContext('webgl2')!;
    gl.clearColor(0.2, 0.4, 0.6, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    return canvas;
  };
  inputs.yuvFrame = () =>
    new VideoFrame(Uint8Array.of(81, 81, 81, 81, 90, 240), {
      format: 'I420',
      codedWidth: 2,
      codedHeight: 2,
      timestamp: 0,
      colorSpace: { primaries: 'smpte170m', transfer: 'smpte170m', matrix: 'smpte170m', fullRange: false },
    });
  inputs.closedFrame = () => {
    const closed = frame('RGBA');
    closed.close();
    return closed;
  };
  inputs.closedBitmap = async () => {
    const closed = await createImageBitmap(imageData);
    closed.close();
    return closed;
  };
  inputs.emptyCanvas = () => new OffscreenCanvas(0, 4);
  inputs.element = () => new Image();
  const results: Record<string, { data?: number[]; hasAlpha?: boolean; colorSpace?: string; error?: string }> = {};
  for (const [name, make] of Object.entries(inputs)) {
    try {
      const image = await acceptImage((await make()) as ImageData);
      results[name] = { data: [...image.data], hasAlpha: image.hasAlpha, colorSpace: image.colorSpace };
    } catch (error) {
      results[name] = { error: (error as { code?: string }).code ?? String(error) };
    }
  }
  return results;
}
