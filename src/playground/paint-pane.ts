/** A whole picture on a canvas of its shape. */

/** From this enlargement on texels are shown as squares; below, squares of uneven size would disturb. */
const CRISP_SCALE = 3;

/** Paints the picture over the whole canvas. */
export function paintPane(context: OffscreenCanvasRenderingContext2D, bitmap: ImageBitmap): void {
  const { width, height } = context.canvas;
  context.imageSmoothingEnabled = width < bitmap.width * CRISP_SCALE;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
}
