// What the pages of all loaders share: texels and pixels out of a WebGL context, as base64.

import { sampleDistant, sampleImages } from './sample-images.js';

/** Texels of level 0 of a texture as a shader sees them: base64 of RGBA floats, row-major from its first row. */
export function readTexels(gl, texture, width, height) {
  return readImages(gl, texture, { width, height });
}

/** Texels of every image of a texture, as {@link sampleImages} puts them in a row, as base64. */
export function readImages(gl, texture, shape) {
  return toBase64(new Uint8Array(sampleImages(gl, texture, shape).buffer));
}

/** All there is to say of a texture of some shape: its images, and what is left of it from afar. */
export function readShape(gl, texture, shape) {
  const distant = toBase64(new Uint8Array(sampleDistant(gl, texture, shape).buffer));
  return { texels: readImages(gl, texture, shape), distant };
}

/** Pixels of what was drawn last: base64 of RGBA bytes, row-major from the top. */
export function readPixels(gl, width, height) {
  gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  const bytes = new Uint8Array(width * height * 4);
  gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, bytes);
  const rows = new Uint8Array(bytes.length);
  for (let y = 0; y < height; y++) {
    const row = (height - 1 - y) * width * 4;
    rows.set(bytes.subarray(row, row + width * 4), y * width * 4);
  }
  return toBase64(rows);
}

/** What WebGL complains of, or undefined. */
export function errorText(gl) {
  const error = gl.getError();
  return error === gl.NO_ERROR ? undefined : `GL error 0x${error.toString(16)}`;
}

export function toBase64(bytes) {
  let text = '';
  for (let start = 0; start < bytes.length; start += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return btoa(text);
}

/** A canvas of the picture's size, so that one pixel shows one texel. */
export function createCanvas(width, height) {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}
