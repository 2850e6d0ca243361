/** A program of Node: what its own types promise must fit, both ways. */
import { writeFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import {
  AstcError,
  createEncoder,
  decode,
  type EncodeOptions,
  encode,
  encodePng,
  type Image,
  readImage,
  readTexture,
  type Texture,
  writeTexture,
} from 'astc-wasm';

export async function compress(path: string, options: EncodeOptions): Promise<void> {
  const image: Image = await readImage(path);
  const texture: Texture = await encode(image, { ...options, block: '6x6', quality: 60, onWarning: console.warn });
  const bytes: Uint8Array<ArrayBuffer> = writeTexture(texture);
  await writeFile('a.ktx2', bytes);
  const buffer: ArrayBuffer = bytes.buffer;
  await writeFile('a.png', await encodePng(await decode(readTexture(buffer))));
  const digest: ArrayBuffer = await crypto.subtle.digest('SHA-256', bytes);
  const blob = new Blob([bytes, texture.levels[0]!.data as Uint8Array<ArrayBuffer>]);
  console.log(digest.byteLength, blob.size);
}

export async function compressPixels(data: Buffer): Promise<Texture> {
  await encode({ data: new Uint16Array(12), width: 2, height: 2, channels: 3, colorSpace: 'linear' });
  await encode({ data: new Float32Array(16), width: 2, height: 2 }, { profile: 'ldr' });
  // @ts-expect-error 7x7 is no footprint
  await encode({ data, width: 2, height: 2 }, { block: '7x7' });
  // @ts-expect-error no such option
  await encode({ data, width: 2, height: 2 }, { footprint: '4x4' });
  return encode({ data, width: 2, height: 2 }, { block: '4x4' });
}

export async function withWorkers(binary: Buffer): Promise<void> {
  const encoder = await createEncoder({
    threads: 'auto',
    wasm: binary,
    worker: () => new Worker(new URL('./astc-worker.js', 'file:///')),
    onWarning: (message: string) => console.warn(message),
  });
  try {
    await encoder.encode({ data: new Uint8Array(16), width: 2, height: 2 });
  } catch (error) {
    if (error instanceof AstcError) console.error(error.code, error.hint);
  } finally {
    await encoder.close();
  }
}
