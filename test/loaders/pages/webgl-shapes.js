// WebGL 2 without a library: files of every shape, read by this project's own reader, uploaded image by image.

import { readTexture } from 'astc-wasm';
import { glInternalFormatOf } from '../../../src/containers/gl-formats.js';
import { createCanvas, errorText, readShape } from './readback.js';

let gl;

/** @param shape  as `sampleImages` takes it */
export async function load({ url, shape }) {
  gl ??= openContext();
  const texture = readTexture(await (await fetch(url)).arrayBuffer());
  const handle = gl.createTexture();
  while (errorText(gl) !== undefined);
  UPLOADS[shape.kind]?.(handle, texture);
  const error = errorText(gl);
  if (error !== undefined) throw new Error(error);
  return { ...readShape(gl, handle, shape), label: 'webgl2' };
}

function openContext() {
  const context = createCanvas(1, 1).getContext('webgl2');
  for (const kind of ['astc', 'etc']) context.getExtension(`WEBGL_compressed_texture_${kind}`);
  return context;
}

const UPLOADS = {
  '2D texture': (handle, { levels, ...texture }) => {
    bind(gl.TEXTURE_2D, handle, levels);
    levels.forEach(({ width, height, data }, level) => {
      gl.compressedTexImage2D(gl.TEXTURE_2D, level, glInternalFormatOf(texture), width, height, 0, data);
    });
  },
  cubemap: (handle, { levels, ...texture }) => {
    bind(gl.TEXTURE_CUBE_MAP, handle, levels);
    levels.forEach(({ width, height, data }, level) => {
      const byteLength = data.length / 6;
      for (let face = 0; face < 6; face++) {
        const image = data.subarray(face * byteLength, (face + 1) * byteLength);
        const target = gl.TEXTURE_CUBE_MAP_POSITIVE_X + face;
        gl.compressedTexImage2D(target, level, glInternalFormatOf(texture), width, height, 0, image);
      }
    });
  },
  '2D texture array': (handle, texture) => uploadStack(gl.TEXTURE_2D_ARRAY, handle, texture),
  '3D texture': (handle, texture) => uploadStack(gl.TEXTURE_3D, handle, texture),
};

function uploadStack(target, handle, { levels, layers, ...texture }) {
  bind(target, handle, levels);
  levels.forEach(({ width, height, depth, data }, level) => {
    const internalFormat = glInternalFormatOf(texture);
    gl.compressedTexImage3D(target, level, internalFormat, width, height, layers ?? depth, 0, data);
  });
}

/** A chain that ends early is complete only where it is said to end. */
function bind(target, handle, levels) {
  gl.bindTexture(target, handle);
  gl.texParameteri(target, gl.TEXTURE_MAX_LEVEL, levels.length - 1);
  gl.texParameteri(target, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
}
