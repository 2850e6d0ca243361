// Babylon.js: a cubemap as the sky around a camera, from a KTX file or from six PNGs.
import { FreeCamera } from '@babylonjs/core/Cameras/freeCamera.js';
import { Engine } from '@babylonjs/core/Engines/engine.js';
import { StandardMaterial } from '@babylonjs/core/Materials/standardMaterial.js';
import { CubeTexture } from '@babylonjs/core/Materials/Textures/cubeTexture.js';
import '@babylonjs/core/Materials/Textures/Loaders/ktxTextureLoader.js';
import { Texture } from '@babylonjs/core/Materials/Textures/texture.js';
import { Color3 } from '@babylonjs/core/Maths/math.color.js';
import { Vector3 } from '@babylonjs/core/Maths/math.vector.js';
import { CreateBox } from '@babylonjs/core/Meshes/Builders/boxBuilder.js';
import { Scene } from '@babylonjs/core/scene.js';
import { createCanvas, errorText, readPixels } from './readback.js';

/** Its own order: the positive axes first. */
const FILE_ORDER = [0, 2, 4, 1, 3, 5];

/**
 * @param faces  data URLs of six pictures instead of the file
 * @param toward  where the camera looks
 * @param fov  degrees it sees, across and down
 */
export async function load({ url, faces, width, height, toward, fov }) {
  const engine = new Engine(createCanvas(width, height), false, { preserveDrawingBuffer: true });
  const gl = engine._gl;
  try {
    const scene = new Scene(engine);
    const camera = new FreeCamera('camera', Vector3.Zero(), scene);
    camera.setTarget(new Vector3(...toward));
    camera.fov = (fov * Math.PI) / 180;
    const texture = await loadSky(scene, faces ? { files: FILE_ORDER.map((face) => faces[face]) } : { url });
    const box = CreateBox('sky', { size: 100 }, scene);
    box.material = skyMaterial(texture, scene);
    await scene.whenReadyAsync();
    scene.render();
    const error = errorText(gl);
    return { drawn: readPixels(gl, width, height), error, label: texture.gammaSpace ? 'gamma' : 'linear' };
  } finally {
    gl.getExtension('WEBGL_lose_context')?.loseContext();
    engine.dispose();
  }
}

/** One level: with more, Babylon allocates a cubemap before it knows its size. */
function loadSky(scene, { url = '', files }) {
  return new Promise((resolve, reject) => {
    const onError = (message, exception) => reject(exception ?? new Error(message ?? 'refused'));
    const source = files ? { files } : { extensions: [] };
    const texture = new CubeTexture(url, scene, {
      ...source,
      noMipmap: true,
      onLoad: () => resolve(texture),
      onError,
    });
  });
}

function skyMaterial(texture, scene) {
  texture.coordinatesMode = Texture.SKYBOX_MODE;
  const material = new StandardMaterial('sky', scene);
  material.backFaceCulling = false;
  material.disableLighting = true;
  material.reflectionTexture = texture;
  material.diffuseColor = Color3.Black();
  material.specularColor = Color3.Black();
  return material;
}
