/** `astc-wasm/gpu`: pictures of a page to textures on its own device. Its declarations need the types of WebGPU. */
export { AstcError } from '../errors.js';
export {
  type BufferLevel,
  type CompressedBuffer,
  createGpuEncoder,
  type GpuEncoder,
} from './gpu-encoder.js';
export type { PictureSource } from './picture-source.js';
export type { GpuTextureOptions } from './texture-options.js';
