/** Shaders that do not compile are one clear error with the file and its line. */
import { describe, expect, it } from 'vitest';
import { compilePipeline, shaderSource } from '../../src/gpu/compile-shader.js';
import { openTestGpu } from '../support/gpu.js';

const gpu = await openTestGpu();

describe('a shader', () => {
  it('has its constants in front, each in its kind', () => {
    const source = shaderSource({ label: 'x', constants: { A: 3, B: 0.5, C: -2 }, files: ['common/linear-index'] });
    expect(source).toMatch(/^const A = 3u;\nconst B = f32\(0\.5\);\nconst C = f32\(-2\);\n/);
  });

  it.skipIf(gpu === undefined)('that does not compile names its file and line, and is E_GPU', async () => {
    const device = await (await gpu!.requestAdapter())!.requestDevice();
    // Refused shaders are reported to the device as well.
    device.addEventListener('uncapturederror', (event) => event.preventDefault());
    const layout = device.createPipelineLayout({ bindGroupLayouts: [] });
    // Settings that the file does not have a name for.
    const parts = { label: 'broken', constants: { A: 1 }, files: ['common/linear-index', 'texture/halve'] as const };
    await expect(compilePipeline(device, layout, parts)).rejects.toMatchObject({
      code: 'E_GPU',
      kind: 'runtime',
      message: expect.stringMatching(
        /^the shader broken does not compile on this device \(texture\/halve\.wgsl:\d+: .*toLinear/,
      ),
    });
    const other = { label: 'nothing to begin with', files: ['common/linear-index'] as const };
    await expect(compilePipeline(device, layout, other)).rejects.toMatchObject({ code: 'E_GPU' });
    device.destroy();
  });
});
