// PlayCanvas: what its KTX loader makes of mip levels and cube maps, image by image.
import * as pc from 'playcanvas';
import { createApp, loadTexture } from './playcanvas.js';
import { createCanvas, errorText, readShape } from './readback.js';

let app;

/** @param shape  as `sampleImages` takes it */
export async function load({ url, shape }) {
  app ??= await openApp();
  const device = app.graphicsDevice;
  const { gl } = device;
  while (errorText(gl) !== undefined);
  const texture = await loadTexture(app, url);
  try {
    device.setTexture(texture, 0);
    const error = errorText(gl);
    if (error !== undefined) throw new Error(error);
    return { ...readShape(gl, texture.impl._glTexture, shape), label: `pixel format ${texture.format}` };
  } finally {
    texture.destroy();
    device.initializeContextCaches();
  }
}

async function openApp() {
  const canvas = createCanvas(1, 1);
  const device = await pc.createGraphicsDevice(canvas, { deviceTypes: ['webgl2'], antialias: false });
  return createApp(canvas, device);
}
