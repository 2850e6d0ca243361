/**
 * The shaders under a second compiler: Deno's WebGPU is wgpu with naga, which shares nothing with the Dawn and Tint of Node
 * and Chromium. Every shader is compiled; a picture is compressed and looked at.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { driverFile } from '../support/gpu.js';
import { findDeno } from './support/paths.js';
import { layApp, run } from './support/recipes.js';

const deno = findDeno();
const driver = driverFile('lavapipe') ?? driverFile('swiftshader');
if (driver === undefined && process.env.REQUIRE_GPU) throw new Error('no Vulkan in software, and REQUIRE_GPU is set');
const why = deno === undefined ? ': SKIPPED, no Deno here' : driver === undefined ? ': SKIPPED, no Vulkan here' : '';

const COMPILE_ALL = `
const root = new URL('dist/', Deno.args[0]);
const load = (path) => import(new URL(path, root).href);
const { createPasses } = await load('gpu/create-passes.js');
const { loadOwnModule } = await load('crew-source.js');
const { ETC_FORMATS } = await load('types.js');
const adapter = await navigator.gpu.requestAdapter();
const device = await adapter.requestDevice();
const problems = [];
device.addEventListener('uncapturederror', ({ error }) => problems.push(error.message));
const module = await loadOwnModule();
let count = 0;
const compile = async (config) => {
  const passes = await createPasses(device, module, { weights: [1, 1, 1, 1], ...config });
  passes.destroy();
  count++;
};
// Footprints differ in constants only, presets in the passes they have: these compile every file in every use.
const fast = { quality: 10, pixelType: 'unorm8' };
const exhaustive = { quality: 100, pixelType: 'unorm16' };
for (const footprint of [0, 4, 13]) {
  await compile({ family: 'astc', footprint, profile: 1, decodeMode: 'float16', ...fast });
}
await compile({ family: 'astc', footprint: 4, profile: 0, decodeMode: 'unorm8', ...exhaustive });
for (let format = 0; format < ETC_FORMATS.length; format++) await compile({ family: 'etc', format, ...fast });
await compile({ family: 'etc', format: ETC_FORMATS.indexOf('etc2-rgba'), ...exhaustive });
console.log(JSON.stringify({ count, problems }));
Deno.exit(0);
`;

const COMPRESS = `
import { compareImages, decode, encode } from 'astc-wasm';
const side = 32;
const data = new Uint8Array(side * side * 4);
for (let i = 0; i < side * side; i++) data.set([(i % side) * 8, (i / side) * 8, ((i * 7) % 64) * 2, 255], i * 4);
const image = { data, width: side, height: side };
const psnrs = [];
for (const gpu of ['software', false]) {
  const decoded = await decode(await encode(image, { format: 'etc2-rgb', quality: 'fast', gpu }));
  psnrs.push(compareImages(image, decoded).psnrRgb);
}
console.log(JSON.stringify({ psnrs }));
Deno.exit(0);
`;

describe.skipIf(why !== '')(`Deno${why}`, () => {
  let folder: string;
  beforeAll(() => {
    process.env.VK_ICD_FILENAMES = driver;
    folder = layApp('gpu-deno');
    writeFileSync(join(folder, 'compile-all.js'), COMPILE_ALL);
    writeFileSync(join(folder, 'compress.js'), COMPRESS);
  });
  const runDeno = (script: string, ...args: string[]) => run(deno!, ['run', '--allow-all', script, ...args], folder);

  it('compiles every shader, for ASTC and the eight formats of ETC', async () => {
    const installed = `file://${join(inject('project'), 'node_modules/astc-wasm/')}`;
    const { code, stdout, stderr } = await runDeno('compile-all.js', installed);
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({ count: 3 + 1 + 8 + 1, problems: [] });
  });

  it('compresses a picture as well as the CPU does', async () => {
    const { stdout } = await runDeno('compress.js');
    const { psnrs } = JSON.parse(stdout);
    expect(psnrs[0]).toBeGreaterThan(psnrs[1] - 0.25);
  });
});
