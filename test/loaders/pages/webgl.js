// WebGL without a library: the file is read by this project's own reader, its blocks are uploaded as they are.

import { readTexture } from 'astc-wasm';
import { glInternalFormatOf } from '../../../src/containers/gl-formats.js';
import { createCanvas, readTexels } from './readback.js';

/** @param colorSpace  for files that do not say */
export async function load({ url, colorSpace }) {
  const texture = readTexture(await (await fetch(url)).arrayBuffer());
  if (!texture.selfDescribing) texture.colorSpace = colorSpace;
  // ETC1 is a subset of ETC2, which has a name for sRGB.
  if (texture.format === 'etc1') texture.format = 'etc2-rgb';
  const { width, height, levels } = texture;
  const gl = createCanvas(1, 1).getContext('webgl2');
  try {
    for (const kind of ['astc', 'etc']) gl.getExtension(`WEBGL_compressed_texture_${kind}`);
    const handle = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, handle);
    gl.compressedTexImage2D(gl.TEXTURE_2D, 0, glInternalFormatOf(texture), width, height, 0, levels[0].data);
    const error = gl.getError();
    if (error !== gl.NO_ERROR) throw new Error(`compressedTexImage2D: GL error 0x${error.toString(16)}`);
    return { texels: readTexels(gl, handle, width, height), label: 'webgl2' };
  } finally {
    gl.getExtension('WEBGL_lose_context')?.loseContext();
  }
}
