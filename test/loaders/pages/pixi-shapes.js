// PixiJS: what its KTX loader makes of mip levels and of shapes it does not know, image by image.
import { Assets, WebGLRenderer } from 'pixi.js';
import 'pixi.js/ktx';
import { createCanvas, errorText, readShape } from './readback.js';

let renderer;

/** @param shape  as `sampleImages` takes it */
export async function load({ url, shape }) {
  renderer ??= await createRenderer();
  const { gl } = renderer;
  while (errorText(gl) !== undefined);
  const texture = await Assets.load(url);
  if (!texture?.source) throw new Error('no texture came of it');
  const { texture: handle } = renderer.texture.getGlSource(texture.source);
  const error = errorText(gl);
  if (error !== undefined) throw new Error(error);
  const read = readShape(gl, handle, shape);
  renderer.resetState();
  return { ...read, label: texture.source.format };
}

async function createRenderer() {
  const created = new WebGLRenderer();
  await created.init({ canvas: createCanvas(1, 1) });
  return created;
}
