// Babylon.js: its KTX texture loader, and an unlit quad in both of its material pipelines.
import { Camera } from '@babylonjs/core/Cameras/camera.js';
import { FreeCamera } from '@babylonjs/core/Cameras/freeCamera.js';
import { Engine } from '@babylonjs/core/Engines/engine.js';
import { PBRMaterial } from '@babylonjs/core/Materials/PBR/pbrMaterial.js';
import { StandardMaterial } from '@babylonjs/core/Materials/standardMaterial.js';
import '@babylonjs/core/Materials/Textures/Loaders/ktxTextureLoader.js';
import { Texture } from '@babylonjs/core/Materials/Textures/texture.js';
import { Color3 } from '@babylonjs/core/Maths/math.color.js';
import { Vector3 } from '@babylonjs/core/Maths/math.vector.js';
import { CreatePlane } from '@babylonjs/core/Meshes/Builders/planeBuilder.js';
import { Scene } from '@babylonjs/core/scene.js';
import { createCanvas, errorText, readPixels, readTexels } from './readback.js';

export async function load({ url, width, height }) {
  const engine = new Engine(createCanvas(width, height), false, { preserveDrawingBuffer: true });
  const gl = engine._gl;
  try {
    const scene = new Scene(engine);
    const texture = await loadTexture(url, scene);
    const quad = addQuad(scene);
    quad.material = pbrMaterial(texture, scene);
    await scene.whenReadyAsync();
    scene.render();
    const error = errorText(gl);
    const drawn = readPixels(gl, width, height);
    quad.material = standardMaterial(texture, scene);
    await scene.whenReadyAsync();
    scene.render();
    const drawnStandard = readPixels(gl, width, height);
    const handle = texture.getInternalTexture()._hardwareTexture.underlyingResource;
    const texels = readTexels(gl, handle, width, height);
    return { drawn, drawnStandard, texels, error, label: texture.gammaSpace ? 'gamma' : 'linear' };
  } finally {
    gl.getExtension('WEBGL_lose_context')?.loseContext();
    engine.dispose();
  }
}

function loadTexture(url, scene) {
  return new Promise((resolve, reject) => {
    const texture = new Texture(url, scene, {
      invertY: false,
      onLoad: () => resolve(texture),
      onError: (message, exception) => reject(exception ?? new Error(message ?? 'refused')),
    });
  });
}

function addQuad(scene) {
  const camera = new FreeCamera('camera', new Vector3(0, 0, -1), scene);
  camera.mode = Camera.ORTHOGRAPHIC_CAMERA;
  [camera.orthoLeft, camera.orthoRight, camera.orthoTop, camera.orthoBottom] = [-1, 1, 1, -1];
  return CreatePlane('quad', { size: 2 }, scene);
}

function pbrMaterial(texture, scene) {
  const material = new PBRMaterial('pbr', scene);
  material.unlit = true;
  material.albedoTexture = texture;
  return material;
}

function standardMaterial(texture, scene) {
  const material = new StandardMaterial('standard', scene);
  material.disableLighting = true;
  material.emissiveColor = Color3.White();
  material.diffuseTexture = texture;
  return material;
}
