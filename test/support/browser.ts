/**
 * A real browser for tests: Chromium without a window, drawing with its software GPU. What it decodes, GPUs' drivers
 * are tested against. Never downloads one: it uses what CHROMIUM_PATH names or what is installed.
 */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--mute-audio',
];
/** For WebGPU alone: beside WebGL on SwiftShader, frames of videos end the process of the GPU. */
export const WEBGPU_FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--mute-audio',
];
/** Milliseconds to start, and for any one command. */
const START_TIMEOUT_MS = 30_000;
const COMMAND_TIMEOUT_MS = 60_000;

/** Path of a Chromium, or why there is none. */
export function findChromium(): { path: string } | { missing: string } {
  const asked = process.env.CHROMIUM_PATH;
  if (asked !== undefined)
    return existsSync(asked) ? { path: asked } : { missing: `CHROMIUM_PATH ${asked} is not there` };
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...PLACES];
  const path = candidates.find((candidate) => existsSync(candidate));
  return path === undefined ? { missing: 'no Chromium on PATH, and CHROMIUM_PATH is not set' } : { path };
}

/** Starts a browser for several pages, with further flags or others; {@link closeBrowser} ends it. */
export function openBrowser(path: string, flags: readonly string[] = [], base = FLAGS): Promise<Browser> {
  return puppeteer.launch({
    executablePath: path,
    args: [...base, ...flags],
    timeout: START_TIMEOUT_MS,
    protocolTimeout: COMMAND_TIMEOUT_MS,
  });
}

/** Opens an empty page and gives it to `work`; the browser is closed whatever happens. */
export async function withPage<T>(path: string, work: (page: Page) => Promise<T>): Promise<T> {
  const browser = await openBrowser(path);
  try {
    return await work(await browser.newPage());
  } finally {
    await closeBrowser(browser);
  }
}

/** Ends the process too where the browser does not answer. */
export async function closeBrowser(browser: Browser): Promise<void> {
  const process = browser.process();
  const timer = setTimeout(() => process?.kill('SIGKILL'), 5000);
  try {
    await browser.close();
  } catch {
    process?.kill('SIGKILL');
  } finally {
    clearTimeout(timer);
  }
}

/** What a page is told to decode as one texture. */
export interface GpuTexture {
  /** Of WEBGL_compressed_texture_etc, as 0x9274, or of WEBGL_compressed_texture_astc, as 0x93b0. */
  glInternalFormat: number;
  width: number;
  height: number;
  blocks: Uint8Array;
}

/** ASTC profiles of a browser's GPU in WebGL 2: `ldr`, `hdr`; none where it decodes no ASTC. */
export function astcProfiles(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const gl = document.createElement('canvas').getContext('webgl2');
    return gl?.getExtension('WEBGL_compressed_texture_astc')?.getSupportedProfiles() ?? [];
  });
}

/**
 * Decodes textures with WebGL 2: each is uploaded, read texel by texel in a shader and drawn as floats.
 *
 * @returns RGBA floats of every texture, row-major from its first row of texels
 * @throws Error where the page has no WebGL 2, no such format, or reports an error
 */
export async function decodeWithWebGl(page: Page, textures: readonly GpuTexture[]): Promise<Float32Array[]> {
  const results: Float32Array[] = [];
  for (const { blocks, ...texture } of textures) {
    const base64 = Buffer.from(blocks).toString('base64');
    const answer = await page.evaluate(drawInPage, { ...texture, base64 });
    if (typeof answer !== 'string') throw new Error(`WebGL: ${answer.error}`);
    results.push(new Float32Array(Uint8Array.from(Buffer.from(answer, 'base64')).buffer));
  }
  return results;
}

/** Runs in the page: must not use anything from outside. Returns base64 of floats, or an error. */
function drawInPage(texture: { glInternalFormat: number; width: number; height: number; base64: string }) {
  const { glInternalFormat, width, height } = texture;
  const blocks = Uint8Array.from(atob(texture.base64), (letter) => letter.charCodeAt(0));
  const gl = document.createElement('canvas').getContext('webgl2');
  if (gl === null) return { error: 'no WebGL 2' };
  const isAstc = glInternalFormat >= 0x93b0;
  const blockFormats = isAstc ? 'WEBGL_compressed_texture_astc' : 'WEBGL_compressed_texture_etc';
  if (gl.getExtension(blockFormats) === null) return { error: `no ${blockFormats}` };
  if (gl.getExtension('EXT_color_buffer_float') === null) return { error: 'no EXT_color_buffer_float' };
  const program = gl.createProgram();
  const attach = (type: number, source: string) => {
    const shader = gl.createShader(type)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  };
  attach(
    gl.VERTEX_SHADER,
    '#version 300 es\nvoid main(){vec2 p=vec2(gl_VertexID==1?3.0:-1.0,gl_VertexID==2?3.0:-1.0);gl_Position=vec4(p,0,1);}',
  );
  attach(
    gl.FRAGMENT_SHADER,
    '#version 300 es\nprecision highp float;uniform highp sampler2D t;out vec4 c;void main(){c=texelFetch(t,ivec2(gl_FragCoord.xy),0);}',
  );
  gl.linkProgram(program);
  gl.useProgram(program);
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.compressedTexImage2D(gl.TEXTURE_2D, 0, glInternalFormat, width, height, 0, blocks);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  // The target lies on another unit, so that it does not become the sampled texture.
  gl.activeTexture(gl.TEXTURE1);
  const target = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, target);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA32F, width, height);
  gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, target, 0);
  gl.viewport(0, 0, width, height);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
  const floats = new Float32Array(width * height * 4);
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.FLOAT, floats);
  const code = gl.getError();
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  if (code !== 0) return { error: `error 0x${code.toString(16)}` };
  const bytes = new Uint8Array(floats.buffer);
  let text = '';
  for (let start = 0; start < bytes.length; start += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return btoa(text);
}
