// three.js: arrays of blocks, which the engine has and KTX2Loader does not make, from this project's own reader.
import { readTexture } from 'astc-wasm';
import * as THREE from 'three';
import { glInternalFormatOf } from '../../../src/containers/gl-formats.js';
import { createCanvas, errorText, readShape } from './readback.js';

let renderer;

/** @param shape  as `sampleImages` takes it */
export async function load({ url, shape }) {
  renderer ??= new THREE.WebGLRenderer({ canvas: createCanvas(1, 1) });
  const gl = renderer.getContext();
  while (errorText(gl) !== undefined);
  const texture = arrayTexture(readTexture(await (await fetch(url)).arrayBuffer()));
  try {
    renderer.initTexture(texture);
    const error = errorText(gl);
    if (error !== undefined) throw new Error(error);
    const handle = renderer.properties.get(texture).__webglTexture;
    return { ...readShape(gl, handle, shape), label: texture.colorSpace || 'none' };
  } finally {
    texture.dispose();
    renderer.resetState();
  }
}

function arrayTexture({ levels, width, height, layers, colorSpace, ...kind }) {
  // The constants of three.js are those of OpenGL for linear formats.
  const format = glInternalFormatOf({ ...kind, colorSpace: 'linear' });
  const texture = new THREE.CompressedArrayTexture(levels, width, height, layers, format);
  texture.colorSpace = colorSpace === 'srgb' ? THREE.SRGBColorSpace : THREE.NoColorSpace;
  texture.minFilter = levels.length > 1 ? THREE.LinearMipmapLinearFilter : THREE.LinearFilter;
  texture.magFilter = THREE.LinearFilter;
  texture.needsUpdate = true;
  return texture;
}
