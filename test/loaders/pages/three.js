// three.js: KTX2Loader, and an unlit quad as its users draw one.
import * as THREE from 'three';
import { KTX2Loader } from 'three/addons/loaders/KTX2Loader.js';
import { createCanvas, errorText, readPixels, readTexels } from './readback.js';

export async function load({ url, width, height }) {
  const renderer = new THREE.WebGLRenderer({ canvas: createCanvas(width, height), preserveDrawingBuffer: true });
  const gl = renderer.getContext();
  try {
    const texture = await new KTX2Loader().detectSupport(renderer).loadAsync(url);
    renderer.render(sceneOf(texture), new THREE.OrthographicCamera(-1, 1, 1, -1, -1, 1));
    const error = errorText(gl);
    const drawn = readPixels(gl, width, height);
    const texels = readTexels(gl, renderer.properties.get(texture).__webglTexture, width, height);
    return { drawn, texels, error, label: texture.colorSpace || 'none' };
  } finally {
    renderer.forceContextLoss();
    renderer.dispose();
  }
}

/** Rows cannot be flipped when blocks are uploaded: the quad's texture coordinates run downwards. */
function sceneOf(map) {
  const geometry = new THREE.PlaneGeometry(2, 2);
  const { uv } = geometry.attributes;
  for (let vertex = 0; vertex < uv.count; vertex++) uv.setY(vertex, 1 - uv.getY(vertex));
  const scene = new THREE.Scene();
  scene.add(new THREE.Mesh(geometry, new THREE.MeshBasicMaterial({ map })));
  return scene;
}
