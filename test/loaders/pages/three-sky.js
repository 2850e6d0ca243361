// three.js: a cubemap as the sky around a camera, and in a mirror ball, from a KTX2 file or from six PNGs.
import * as THREE from 'three';
import { KTX2Loader } from 'three/addons/loaders/KTX2Loader.js';
import { createCanvas, errorText, readPixels } from './readback.js';

/**
 * @param faces  data URLs of six pictures instead of the file
 * @param toward  where the camera looks
 * @param fov  degrees it sees, across and down
 * @param isBall  a mirror ball in its way
 */
export async function load({ url, faces, width, height, toward, fov, isBall = false }) {
  const renderer = new THREE.WebGLRenderer({ canvas: createCanvas(width, height), preserveDrawingBuffer: true });
  const gl = renderer.getContext();
  try {
    const scene = new THREE.Scene();
    scene.background = await (faces ? loadFaces(faces) : new KTX2Loader().detectSupport(renderer).loadAsync(url));
    const camera = new THREE.PerspectiveCamera(fov, width / height, 0.1, 10);
    camera.lookAt(...toward);
    if (isBall) scene.add(mirrorBall(scene.background, camera));
    renderer.render(scene, camera);
    const error = errorText(gl);
    return { drawn: readPixels(gl, width, height), error, label: scene.background.colorSpace || 'none' };
  } finally {
    renderer.forceContextLoss();
    renderer.dispose();
  }
}

async function loadFaces(faces) {
  const texture = await new THREE.CubeTextureLoader().loadAsync(faces);
  texture.colorSpace = THREE.SRGBColorSpace;
  // As the file has no mip levels.
  texture.generateMipmaps = false;
  texture.minFilter = THREE.LinearFilter;
  return texture;
}

function mirrorBall(envMap, camera) {
  const ball = new THREE.Mesh(new THREE.SphereGeometry(1, 64, 32), new THREE.MeshBasicMaterial({ envMap }));
  ball.position.copy(camera.getWorldDirection(new THREE.Vector3())).multiplyScalar(3);
  return ball;
}
