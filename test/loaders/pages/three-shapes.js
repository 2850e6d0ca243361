// three.js: what KTX2Loader makes of mip levels, cube maps, arrays and supercompression, image by image.
import * as THREE from 'three';
import { KTX2Loader } from 'three/addons/loaders/KTX2Loader.js';
import { createCanvas, errorText, readShape } from './readback.js';

let renderer;

/** @param shape  as `sampleImages` takes it */
export async function load({ url, shape }) {
  renderer ??= new THREE.WebGLRenderer({ canvas: createCanvas(1, 1) });
  const gl = renderer.getContext();
  while (errorText(gl) !== undefined);
  const texture = await new KTX2Loader().detectSupport(renderer).loadAsync(url);
  try {
    renderer.initTexture(texture);
    const error = errorText(gl);
    if (error !== undefined) throw new Error(error);
    return {
      ...readShape(gl, renderer.properties.get(texture).__webglTexture, shape),
      label: texture.colorSpace || 'none',
    };
  } finally {
    texture.dispose();
    renderer.resetState();
  }
}
