import { AstcError } from '../errors.js';
import type { ImageCodec } from './image-codec.js';

export const webCodec: ImageCodec = {
  async readImage() {
    throw new AstcError('E_UNSUPPORTED', 'not here');
  },
  async encodePng() {
    throw new AstcError('E_UNSUPPORTED', 'not here');
  },
};
