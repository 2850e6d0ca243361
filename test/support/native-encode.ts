/** Native astcenc as a witness of quality: what it makes of a picture at a preset. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type Image, readImage } from 'astc-wasm';
import type { makeFolder } from './cli.js';
import type { NativeDecoder } from './native-astcenc.js';

/** Encodes and decodes the folder's `in.png`: linear, as decoders of 8 bits show it, one thread. */
export async function throughNative(
  { path }: NativeDecoder,
  folder: ReturnType<typeof makeFolder>,
  block: string,
  quality: string,
): Promise<Image> {
  const run = (...args: string[]) => {
    const { status, stderr } = spawnSync(path, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
  run('-cl', folder.at('in.png'), folder.at('n.astc'), block, `-${quality}`, '-j', '1', '-decode_unorm8', '-silent');
  run('-dl', folder.at('n.astc'), folder.at('n.png'), '-decode_unorm8', '-silent');
  return readImage(readFileSync(folder.at('n.png')));
}
