/** Runs in a browser: a cube map of six pictures, read by direction as shaders read it. */

const VERTEX_SHADER = `#version 300 es
void main() { gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0, 1); }`;
const FRAGMENT_SHADER = `#version 300 es
precision highp float;
uniform highp samplerCube cube;
uniform highp sampler2D directions;
out vec4 color;
void main() { color = texture(cube, texelFetch(directions, ivec2(gl_FragCoord.xy), 0).xyz); }`;

/**
 * @param faces  RGBA bytes of six faces, in the order of TEXTURE_CUBE_MAP_POSITIVE_X and on
 * @param directions  three numbers each
 * @returns RGBA bytes, four a direction
 */
export function readCube(faces: number[][], side: number, directions: number[]): number[] {
  const count = directions.length / 3;
  const canvas = document.createElement('canvas');
  canvas.width = count;
  canvas.height = 1;
  const gl = canvas.getContext('webgl2')!;
  gl.bindTexture(gl.TEXTURE_CUBE_MAP, gl.createTexture());
  faces.forEach((face, index) => {
    const target = gl.TEXTURE_CUBE_MAP_POSITIVE_X + index;
    gl.texImage2D(target, 0, gl.RGBA8, side, side, 0, gl.RGBA, gl.UNSIGNED_BYTE, Uint8Array.from(face));
  });
  gl.texParameteri(gl.TEXTURE_CUBE_MAP, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  gl.activeTexture(gl.TEXTURE1);
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB32F, count, 1, 0, gl.RGB, gl.FLOAT, Float32Array.from(directions));
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  const program = gl.createProgram()!;
  for (const [type, source] of [
    [gl.VERTEX_SHADER, VERTEX_SHADER],
    [gl.FRAGMENT_SHADER, FRAGMENT_SHADER],
  ] as const) {
    const shader = gl.createShader(type)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  gl.useProgram(program);
  gl.uniform1i(gl.getUniformLocation(program, 'cube'), 0);
  gl.uniform1i(gl.getUniformLocation(program, 'directions'), 1);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
  const pixels = new Uint8Array(count * 4);
  gl.readPixels(0, 0, count, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
  if (gl.getError() !== 0) throw new Error('WebGL error');
  return [...pixels];
}
