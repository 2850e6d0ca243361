// PixiJS: its KTX loaders, and a sprite.
import { Assets, Sprite, WebGLRenderer, setKTXTranscoderPath } from 'pixi.js';
import 'pixi.js/ktx';
import 'pixi.js/ktx2';
import { createCanvas, readPixels, readTexels } from './readback.js';

setKTXTranscoderPath({
  jsUrl: '/modules/pixi.js/transcoders/ktx/libktx.js',
  wasmUrl: '/modules/pixi.js/transcoders/ktx/libktx.wasm',
});

export async function load({ url, width, height }) {
  const renderer = new WebGLRenderer();
  const canvas = createCanvas(width, height);
  await renderer.init({ canvas, width, height, preserveDrawingBuffer: true, preferWebGLVersion: 2 });
  const { gl } = renderer;
  try {
    const texture = await Assets.load(url);
    if (!texture?.source) throw new Error('no texture came of it');
    renderer.render(new Sprite(texture));
    const error = gl.getError();
    const drawn = readPixels(gl, width, height);
    const { texture: handle } = renderer.texture.getGlSource(texture.source);
    const label = `${texture.source.format}${error === gl.NO_ERROR ? '' : `, GL error 0x${error.toString(16)}`}`;
    return { drawn, texels: readTexels(gl, handle, width, height), label };
  } finally {
    gl.getExtension('WEBGL_lose_context')?.loseContext();
  }
}
