// Every image of a texture as a shader of WebGL 2 reads it: levels by textureLod, layers and slices by their numbers,
// faces of cube maps by directions.

const VERTEX = `#version 300 es
void main() {
  gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0, 1);
}`;

/** By kind: the target it is bound to, its sampler, and where a texel of an image lies. */
const KINDS = {
  '2D texture': { target: 'TEXTURE_2D', sampler: 'sampler2D', place: 'st' },
  '2D texture array': { target: 'TEXTURE_2D_ARRAY', sampler: 'sampler2DArray', place: 'vec3(st, place.x)' },
  '3D texture': { target: 'TEXTURE_3D', sampler: 'sampler3D', place: 'vec3(st, (place.z + 0.5) / place.w)' },
  cubemap: { target: 'TEXTURE_CUBE_MAP', sampler: 'samplerCube', place: 'direction(int(place.y), st)' },
};

/** "Cube Map Texture Selection" of OpenGL ES 3.0, backwards: the direction that reads s and t of a face. */
export const DIRECTION = `
vec3 direction(int face, vec2 st) {
  float sc = st.x * 2.0 - 1.0;
  float tc = st.y * 2.0 - 1.0;
  if (face == 0) return vec3(1, -tc, -sc);
  if (face == 1) return vec3(-1, -tc, sc);
  if (face == 2) return vec3(sc, 1, tc);
  if (face == 3) return vec3(sc, -1, -tc);
  if (face == 4) return vec3(sc, -tc, 1);
  return vec3(-sc, -tc, -1);
}`;

const fragmentOf = ({ sampler, place }) => `#version 300 es
precision highp float;
uniform highp ${sampler} image;
uniform vec2 size;
uniform float level;
// Layer, face, slice, and how many slices the level has.
uniform vec4 place;
out vec4 texel;
${DIRECTION}
void main() {
  vec2 st = gl_FragCoord.xy / size;
  texel = textureLod(image, ${place}, level);
}`;

/** A level that no texture has: shaders get the last there is, through the filter that the loader chose. */
const DISTANT_LEVEL = 20;

/**
 * RGBA floats of every image, level by level, in a level layer by layer, in a layer face by face, in a face slice by slice.
 *
 * @param shape  kind, sides of level 0, and what there is of layers, faces, levels and depth
 * @throws Error for what the context complains of meanwhile
 */
export function sampleImages(gl, texture, shape) {
  return sampleWith(gl, texture, shape, (program) => {
    gl.bindSampler(0, nearestSampler(gl, (shape.levels ?? 1) > 1));
    const images = imagesOf(shape).map((image) => drawImage(gl, program, image));
    gl.bindSampler(0, null);
    return joinFloats(images);
  });
}

/** The texel that is left of a texture's first image where it is drawn from afar: RGBA floats. */
export function sampleDistant(gl, texture, shape) {
  return sampleWith(gl, texture, shape, (program) => {
    gl.bindSampler(0, null);
    return drawImage(gl, program, { ...imagesOf(shape)[0], level: DISTANT_LEVEL, width: 1, height: 1 });
  });
}

function sampleWith(gl, texture, { kind = '2D texture', width, height }, sample) {
  if (gl.getExtension('EXT_color_buffer_float') === null) throw new Error('no EXT_color_buffer_float');
  if (KINDS[kind] === undefined) throw new Error(`WebGL 2 has no ${kind}`);
  while (gl.getError() !== gl.NO_ERROR);
  const { target } = KINDS[kind];
  const program = programOf(gl, kind);
  prepare(gl, program, drawInto(gl, width, height));
  gl.bindTexture(gl[target], texture);
  const floats = sample(program);
  const error = gl.getError();
  if (error !== gl.NO_ERROR) throw new Error(`reading texels back: GL error 0x${error.toString(16)}`);
  return floats;
}

/** Places of all images of a shape, in their order. */
export function imagesOf({ width, height, depth = 1, layers = 1, faces = 1, levels = 1 }) {
  const images = [];
  for (let level = 0; level < levels; level++) {
    const [levelWidth, levelHeight, slices] = [width, height, depth].map((side) => Math.max(1, side >> level));
    for (let layer = 0; layer < layers; layer++) {
      for (let face = 0; face < faces; face++) {
        for (let slice = 0; slice < slices; slice++) {
          images.push({ level, layer, face, slice, slices, width: levelWidth, height: levelHeight });
        }
      }
    }
  }
  return images;
}

export function joinFloats(images) {
  const floats = new Float32Array(images.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const image of images) {
    floats.set(image, offset);
    offset += image.length;
  }
  return floats;
}

function drawImage(gl, program, { level, layer, face, slice, slices, width, height }) {
  const uniform = (name) => gl.getUniformLocation(program, name);
  gl.viewport(0, 0, width, height);
  gl.uniform2f(uniform('size'), width, height);
  gl.uniform1f(uniform('level'), level);
  gl.uniform4f(uniform('place'), layer, face, slice, slices);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
  const floats = new Float32Array(width * height * 4);
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.FLOAT, floats);
  return floats;
}

/** A framebuffer of floats. */
function drawInto(gl, width, height) {
  const target = gl.createTexture();
  gl.activeTexture(gl.TEXTURE0);
  gl.bindTexture(gl.TEXTURE_2D, target);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA32F, width, height);
  const framebuffer = gl.createFramebuffer();
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, target, 0);
  gl.bindTexture(gl.TEXTURE_2D, null);
  return framebuffer;
}

/** Undoes what an engine left set. */
function prepare(gl, program, framebuffer) {
  for (const test of [gl.BLEND, gl.CULL_FACE, gl.DEPTH_TEST, gl.SCISSOR_TEST, gl.STENCIL_TEST]) gl.disable(test);
  gl.colorMask(true, true, true, true);
  gl.bindVertexArray(null);
  gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.useProgram(program);
  gl.uniform1i(gl.getUniformLocation(program, 'image'), 0);
}

/** By context and kind: linking takes longer than drawing. */
const programs = new WeakMap();

function programOf(gl, kind) {
  const linked = programs.get(gl) ?? {};
  linked[kind] ??= linkProgram(gl, fragmentOf(KINDS[kind]));
  programs.set(gl, linked);
  return linked[kind];
}

function linkProgram(gl, fragment) {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, fragment],
  ]) {
    const shader = gl.createShader(type);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program));
  return program;
}

function nearestSampler(gl, hasMips) {
  const sampler = gl.createSampler();
  gl.samplerParameteri(sampler, gl.TEXTURE_MIN_FILTER, hasMips ? gl.NEAREST_MIPMAP_NEAREST : gl.NEAREST);
  gl.samplerParameteri(sampler, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  return sampler;
}
