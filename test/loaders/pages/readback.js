// What the pages of all loaders share: texels and pixels out of a WebGL context, as base64.

const VERTEX = `#version 300 es
void main() {
  gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0, 1);
}`;
const FRAGMENT = `#version 300 es
precision highp float;
uniform highp sampler2D image;
out vec4 texel;
void main() {
  texel = texelFetch(image, ivec2(gl_FragCoord.xy), 0);
}`;

/** Texels of level 0 of a texture as a shader sees them: base64 of RGBA floats, row-major from its first row. */
export function readTexels(gl, texture, width, height) {
  if (gl.getExtension('EXT_color_buffer_float') === null) throw new Error('no EXT_color_buffer_float');
  while (gl.getError() !== gl.NO_ERROR);
  const program = linkProgram(gl);
  const target = gl.createTexture();
  gl.activeTexture(gl.TEXTURE0);
  gl.bindTexture(gl.TEXTURE_2D, target);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA32F, width, height);
  gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, target, 0);
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.bindSampler(0, nearestSampler(gl));
  for (const test of [gl.BLEND, gl.CULL_FACE, gl.DEPTH_TEST, gl.SCISSOR_TEST, gl.STENCIL_TEST]) gl.disable(test);
  gl.colorMask(true, true, true, true);
  gl.bindVertexArray(null);
  gl.viewport(0, 0, width, height);
  gl.useProgram(program);
  gl.uniform1i(gl.getUniformLocation(program, 'image'), 0);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
  const floats = new Float32Array(width * height * 4);
  gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.FLOAT, floats);
  const error = errorText(gl);
  if (error !== undefined) throw new Error(`reading texels back: ${error}`);
  return toBase64(new Uint8Array(floats.buffer));
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

function linkProgram(gl) {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ]) {
    const shader = gl.createShader(type);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return program;
}

function nearestSampler(gl) {
  const sampler = gl.createSampler();
  gl.samplerParameteri(sampler, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.samplerParameteri(sampler, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  return sampler;
}
