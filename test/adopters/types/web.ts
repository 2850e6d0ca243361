/** A page: what the browser's types promise must fit, both ways. */
import { createEncoder, encode, readImage, readTexture, writeTexture } from 'astc-wasm';

export async function compressCanvas(canvas: HTMLCanvasElement): Promise<Blob> {
  const pixels: ImageData = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  const texture = await encode(pixels, { block: '4x4', signal: AbortSignal.timeout(1000) });
  await encode(canvas);
  await encode(await createImageBitmap(canvas));
  await encode(new OffscreenCanvas(8, 8));
  await encode({ data: new Uint8ClampedArray(16), width: 2, height: 2 });
  const bytes = writeTexture(texture, { container: 'ktx2' });
  await crypto.subtle.digest('SHA-256', bytes);
  await fetch('/upload', { method: 'POST', body: bytes });
  return new Blob([bytes], { type: 'image/ktx2' });
}

export async function compressFile(file: File): Promise<Uint8Array<ArrayBuffer>> {
  const image = await readImage(file);
  const encoder = await createEncoder({
    threads: 2,
    wasm: fetch('/astc-wasm.wasm'),
    worker: () => new Worker(new URL('/astc-worker.js', location.href), { type: 'module' }),
  });
  const texture = await encoder.encode(image, {
    onProgress: ({ done, total }) => console.log(done / total),
  });
  await encoder.close();
  return writeTexture(readTexture(writeTexture(texture)));
}
