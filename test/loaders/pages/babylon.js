// Babylon.js: its KTX texture loader, and an unlit material of its PBR pipeline, which knows colour spaces.
import { Engine } from '@babylonjs/core/Engines/engine.js';
import { FreeCamera } from '@babylonjs/core/Cameras/freeCamera.js';
import { Camera } from '@babylonjs/core/Cameras/camera.js';
import { PBRMaterial } from '@babylonjs/core/Materials/PBR/pbrMaterial.js';
import '@babylonjs/core/Materials/Textures/Loaders/ktxTextureLoader.js';
import { Texture } from '@babylonjs/core/Materials/Textures/texture.js';
import { Vector3 } from '@babylonjs/core/Maths/math.vector.js';
import { CreatePlane } from '@babylonjs/core/Meshes/Builders/planeBuilder.js';
import { Scene } from '@babylonjs/core/scene.js';
import { createCanvas, readPixels, readTexels } from './readback.js';

export async function load({ url, width, height }) {
  const canvas = createCanvas(width, height);
  const engine = new Engine(canvas, false, { preserveDrawingBuffer: true });
  const gl = engine._gl;
  try {
    const scene = new Scene(engine);
    const texture = await loadTexture(url, scene);
    await draw(scene, texture);
    const error = gl.getError();
    const drawn = readPixels(gl, width, height);
    const handle = texture.getInternalTexture()._hardwareTexture.underlyingResource;
    const label = `${texture.gammaSpace ? 'gamma' : 'linear'}${error === gl.NO_ERROR ? '' : `, GL error 0x${error.toString(16)}`}`;
    return { drawn, texels: readTexels(gl, handle, width, height), label };
  } finally {
    gl.getExtension('WEBGL_lose_context')?.loseContext();
    engine.dispose();
  }
}

function loadTexture(url, scene) {
  return new Promise((resolve, reject) => {
    // No mip maps, not flipped, nearest: one pixel shows one texel.
    const texture = new Texture(url, scene, {
      noMipmap: true,
      invertY: false,
      samplingMode: Texture.NEAREST_SAMPLINGMODE,
      onLoad: () => resolve(texture),
      onError: (message, exception) => reject(exception ?? new Error(message ?? 'refused')),
    });
  });
}

async function draw(scene, texture) {
  const camera = new FreeCamera('camera', new Vector3(0, 0, -1), scene);
  camera.mode = Camera.ORTHOGRAPHIC_CAMERA;
  [camera.orthoLeft, camera.orthoRight, camera.orthoTop, camera.orthoBottom] = [-1, 1, 1, -1];
  const material = new PBRMaterial('material', scene);
  material.unlit = true;
  material.albedoTexture = texture;
  material.backFaceCulling = false;
  CreatePlane('quad', { size: 2 }, scene).material = material;
  await scene.whenReadyAsync();
  scene.render();
}
