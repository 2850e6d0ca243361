// Babylon.js and KTX2: its loader with a decoder of a few lines around this project's reader. The decoder that it fetches
// by itself knows Basis Universal alone.

import { KhronosTextureContainer2 } from '@babylonjs/core/Misc/khronosTextureContainer2.js';
import { readTexture } from 'astc-wasm';
import { glInternalFormatOf } from '../../../src/containers/gl-formats.js';

export { load } from './babylon-shapes.js';

class KTX2Decoder {
  async decode(bytes) {
    const texture = readTexture(bytes);
    const { width, height, levels, layers = 1 } = texture;
    return {
      width,
      height,
      mipmaps: levels,
      layerCount: layers,
      transcodedFormat: glInternalFormatOf(texture),
      // The GPU decodes sRGB.
      isInGammaSpace: false,
      hasAlpha: true,
      transcoderName: 'none',
    };
  }
}

globalThis.KTX2DECODER = { KTX2Decoder, MSCTranscoder: {}, WASMMemoryManager: {} };
KhronosTextureContainer2.DefaultNumWorkers = 0;
