// three.js: a lit quad with a normal map, from a KTX2 file or from a PNG.
import * as THREE from 'three';
import { KTX2Loader } from 'three/addons/loaders/KTX2Loader.js';
import { createCanvas, errorText, readPixels } from './readback.js';

export async function load({ url, width, height }) {
  const renderer = new THREE.WebGLRenderer({ canvas: createCanvas(width, height), preserveDrawingBuffer: true });
  const gl = renderer.getContext();
  try {
    const loader = url.endsWith('.ktx2') ? new KTX2Loader().detectSupport(renderer) : new THREE.TextureLoader();
    const normalMap = await loader.loadAsync(url);
    // Both the same way up: blocks cannot be flipped.
    normalMap.flipY = false;
    normalMap.generateMipmaps = false;
    normalMap.minFilter = THREE.LinearFilter;
    renderer.render(litScene(normalMap), new THREE.OrthographicCamera(-1, 1, 1, -1, -1, 1));
    const error = errorText(gl);
    return { drawn: readPixels(gl, width, height), error, label: normalMap.colorSpace || 'none' };
  } finally {
    renderer.forceContextLoss();
    renderer.dispose();
  }
}

function litScene(normalMap) {
  const scene = new THREE.Scene();
  const material = new THREE.MeshStandardMaterial({ color: 0xb0a090, roughness: 0.5, metalness: 0, normalMap });
  scene.add(new THREE.Mesh(new THREE.PlaneGeometry(2, 2), material));
  const light = new THREE.DirectionalLight(0xffffff, 2.5);
  light.position.set(1, 1.5, 2);
  scene.add(light, new THREE.AmbientLight(0xffffff, 0.3));
  return scene;
}
