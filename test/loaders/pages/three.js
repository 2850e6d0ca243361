// three.js: KTX2Loader, and an unlit quad as its users draw one.
import { KTX2Loader } from 'three/addons/loaders/KTX2Loader.js';
import * as THREE from 'three';
import { createCanvas, readPixels, readTexels } from './readback.js';

export async function load({ url, width, height }) {
  const canvas = createCanvas(width, height);
  const renderer = new THREE.WebGLRenderer({ canvas, preserveDrawingBuffer: true });
  const gl = renderer.getContext();
  try {
    const loader = new KTX2Loader().detectSupport(renderer);
    const texture = await loader.loadAsync(url);
    draw(renderer, texture);
    const drawn = readPixels(gl, width, height);
    const handle = renderer.properties.get(texture).__webglTexture;
    return { drawn, texels: readTexels(gl, handle, width, height), label: texture.colorSpace || 'none' };
  } finally {
    renderer.forceContextLoss();
    renderer.dispose();
  }
}

/** Compressed rows cannot be flipped when they are uploaded: the quad's texture coordinates run downwards. */
function draw(renderer, map) {
  const geometry = new THREE.PlaneGeometry(2, 2);
  const { uv } = geometry.attributes;
  for (let vertex = 0; vertex < uv.count; vertex++) uv.setY(vertex, 1 - uv.getY(vertex));
  const scene = new THREE.Scene();
  scene.add(new THREE.Mesh(geometry, new THREE.MeshBasicMaterial({ map })));
  renderer.render(scene, new THREE.OrthographicCamera(-1, 1, 1, -1, -1, 1));
}
