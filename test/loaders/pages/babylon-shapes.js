// Babylon.js: what its KTX loader makes of mip levels and cube maps, image by image.
import { Engine } from '@babylonjs/core/Engines/engine.js';
import { CubeTexture } from '@babylonjs/core/Materials/Textures/cubeTexture.js';
import '@babylonjs/core/Materials/Textures/Loaders/ktxTextureLoader.js';
import { Texture } from '@babylonjs/core/Materials/Textures/texture.js';
import { Logger } from '@babylonjs/core/Misc/logger.js';
import { Scene } from '@babylonjs/core/scene.js';
import { createCanvas, errorText, readShape } from './readback.js';

let scene;

/** @param shape  as `sampleImages` takes it, and whether Babylon may look for mip levels. Default: where there are any */
export async function load({ url, shape }) {
  const { kind, noMipmap = shape.levels === 1 } = shape;
  scene ??= new Scene(new Engine(createCanvas(1, 1)));
  const engine = scene.getEngine();
  const gl = engine._gl;
  Logger.ClearLogCache();
  while (errorText(gl) !== undefined);
  const texture = await (kind.startsWith('cubemap') ? loadCube : loadPlain)(url, noMipmap);
  try {
    const error = errorText(gl) ?? logged('red');
    if (error !== undefined) throw new Error(error);
    const handle = texture.getInternalTexture()._hardwareTexture.underlyingResource;
    return { ...readShape(gl, handle, shape), label: texture.gammaSpace ? 'gamma' : 'linear' };
  } finally {
    texture.dispose();
    engine.wipeCaches(true);
  }
}

function loadPlain(url, noMipmap) {
  return new Promise((resolve, reject) => {
    const texture = new Texture(url, scene, {
      invertY: false,
      noMipmap,
      onLoad: () => resolve(texture),
      onError: (message, exception) => reject(refusal(message, exception)),
    });
  });
}

function loadCube(url, noMipmap) {
  return new Promise((resolve, reject) => {
    const onError = (message, exception) => reject(refusal(message, exception));
    // Without a list of six files: the one file holds all faces.
    const texture = new CubeTexture(url, scene, { extensions: [], noMipmap, onLoad: () => resolve(texture), onError });
  });
}

/** The loader logs why it takes no file, errors red and warnings orange, and says nothing more. */
function refusal(message, exception) {
  return new Error(logged('red|orange') ?? exception?.message ?? message ?? 'refused');
}

/** What was logged in one of these colours; the newest comes first, as `<div style='color:red'>[12:00:00]: message</div>`. */
function logged(colors) {
  const lines = new RegExp(`color:(?:${colors})'>\\[.*?\\]: (.*?)</div>`, 'g');
  const messages = [...Logger.LogCache.matchAll(lines)].map(([, message]) => message).reverse();
  return messages.length === 0 ? undefined : messages.join(', ');
}
