// PixiJS: its KTX loaders, and a sprite.
import { Assets, Sprite, setKTXTranscoderPath, WebGLRenderer } from 'pixi.js';
import 'pixi.js/ktx';
import 'pixi.js/ktx2';
import { createCanvas, errorText, readPixels, readTexels } from './readback.js';

setKTXTranscoderPath({
  jsUrl: '/modules/pixi.js/transcoders/ktx/libktx.js',
  wasmUrl: '/modules/pixi.js/transcoders/ktx/libktx.wasm',
});

export async function load({ url, width, height }) {
  const renderer = new WebGLRenderer();
  await renderer.init({ canvas: createCanvas(width, height), width, height, preserveDrawingBuffer: true });
  const { gl } = renderer;
  try {
    const texture = await Assets.load(url);
    if (!texture?.source) throw new Error('no texture came of it');
    renderer.render(new Sprite(texture));
    const error = errorText(gl);
    const drawn = readPixels(gl, width, height);
    const { texture: handle } = renderer.texture.getGlSource(texture.source);
    return { drawn, texels: readTexels(gl, handle, width, height), error, label: texture.source.format };
  } finally {
    gl.getExtension('WEBGL_lose_context')?.loseContext();
  }
}
