/** Image files in Node, by sharp. */
import type { ImageCodec } from './image-codec.js';
import { readImage } from './read-image.js';
import { encodePng } from './write-image.js';

export const sharpCodec: ImageCodec = { readImage, encodePng };
