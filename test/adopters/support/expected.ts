/** What every cell must come to: the same encodes by the build in the repository, in this process, on one thread. */
import { createHash } from 'node:crypto';
import { createEncoder, encodePng, writeTexture } from 'astc-wasm';
import { ENCODES, makePicture } from '../app/task.js';

export interface Hashes {
  astc: string;
  etc: string;
}

/** SHA-256 of the KTX2 files. */
export async function expectedHashes(): Promise<Hashes> {
  const encoder = await createEncoder({ threads: 1 });
  const picture = makePicture();
  const hashes: Partial<Hashes> = {};
  for (const name of ['astc', 'etc'] as const) {
    const texture = await encoder.encode(picture, ENCODES[name]);
    hashes[name] = sha256(writeTexture(texture, { container: 'ktx2' }));
  }
  await encoder.close();
  return hashes as Hashes;
}

/** The picture as a PNG, for command lines. */
export const expectedPng = () => encodePng(makePicture());

/** What app/main.js says with `?read`. */
export interface Reading {
  width: number;
  height: number;
  /** SHA-256. */
  pixels: string;
}

export function expectedReading(): Reading {
  const { width, height, data } = makePicture();
  return { width, height, pixels: sha256(data) };
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
