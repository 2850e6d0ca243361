// PlayCanvas: its texture assets, and an unlit quad.
import * as pc from 'playcanvas';
import { createCanvas, errorText, readPixels, readTexels } from './readback.js';

export async function load({ url, width, height }) {
  const canvas = createCanvas(width, height);
  const device = await pc.createGraphicsDevice(canvas, {
    deviceTypes: ['webgl2'],
    antialias: false,
    preserveDrawingBuffer: true,
  });
  const app = createApp(canvas, device);
  const { gl } = device;
  try {
    const texture = await loadTexture(app, url);
    app.setCanvasResolution(pc.RESOLUTION_FIXED, width, height);
    addCamera(app);
    addQuad(app, texture);
    app.start();
    app.render();
    const error = errorText(gl);
    const drawn = readPixels(gl, width, height);
    const texels = readTexels(gl, texture.impl._glTexture, width, height);
    return { drawn, texels, error, label: `pixel format ${texture.format}` };
  } finally {
    app.destroy();
    gl.getExtension('WEBGL_lose_context')?.loseContext();
  }
}

export function createApp(canvas, device) {
  const options = new pc.AppOptions();
  options.graphicsDevice = device;
  options.componentSystems = [pc.RenderComponentSystem, pc.CameraComponentSystem];
  options.resourceHandlers = [pc.TextureHandler];
  const app = new pc.AppBase(canvas);
  app.init(options);
  return app;
}

export function loadTexture(app, url) {
  return new Promise((resolve, reject) => {
    const asset = new pc.Asset(url, 'texture', { url });
    asset.on('error', (error) => reject(new Error(String(error))));
    asset.on('load', () => (asset.resource ? resolve(asset.resource) : reject(new Error('no texture came of it'))));
    app.assets.add(asset);
    app.assets.load(asset);
  });
}

function addCamera(app) {
  const camera = new pc.Entity('camera');
  camera.addComponent('camera', {
    projection: pc.PROJECTION_ORTHOGRAPHIC,
    orthoHeight: 1,
    aspectRatioMode: pc.ASPECT_MANUAL,
    aspectRatio: 1,
    toneMapping: pc.TONEMAP_NONE,
    gammaCorrection: pc.GAMMA_SRGB,
  });
  camera.setPosition(0, 0, 5);
  app.root.addChild(camera);
}

function addQuad(app, texture) {
  const material = new pc.StandardMaterial();
  material.useLighting = false;
  material.emissive = new pc.Color(1, 1, 1);
  material.emissiveMap = texture;
  material.update();
  const quad = new pc.Entity('quad');
  quad.addComponent('render', { type: 'plane', material });
  quad.setEulerAngles(90, 0, 0);
  quad.setLocalScale(2, 2, 2);
  app.root.addChild(quad);
}
