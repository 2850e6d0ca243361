/** Every shader of the ASTC search, for every footprint and type of pixels, before a compiler of WGSL. */
import { afterAll, describe, expect, it } from 'vitest';
import { astcPreset } from '../../src/gpu/astc/presets.js';
import { astcPassesOf, PLAN_PARTS, shaderPartsOf } from '../../src/gpu/astc/stages.js';
import { shaderSource } from '../../src/gpu/compile-shader.js';
import { buildTables } from '../../src/gpu/tables.js';
import { FOOTPRINT_SIZES } from '../support/footprints.js';
import { openTestDevice, openTestGpu } from '../support/gpu.js';
import { checkModule } from './astc-runner.js';

const FLAT = FOOTPRINT_SIZES.filter(({ depth }) => depth === 1);
/** Every stage. */
const PASSES = astcPassesOf(astcPreset(100));

const gpu = await openTestGpu();
const device = gpu && (await openTestDevice(gpu));
afterAll(() => device?.destroy());

async function complaintsOf(code: string): Promise<string[]> {
  const { messages } = await device!.createShaderModule({ code }).getCompilationInfo();
  return messages.map(({ message, lineNum }) => `${lineNum}: ${message}`);
}

describe.skipIf(!device)('shaders compile without a warning', () => {
  it.each(FLAT.map(({ name, id }) => [name, id] as const))('%s', async (_name, id) => {
    const { constants } = buildTables(checkModule, id);
    const sources = PASSES.flatMap((pass) =>
      (['rgba8', 'rgba16'] as const).map((pixelType) => shaderSource(shaderPartsOf(pass, constants, pixelType))),
    );
    for (const source of sources) expect(await complaintsOf(source)).toEqual([]);
  });

  it('plan', async () => {
    expect(await complaintsOf(shaderSource(PLAN_PARTS))).toEqual([]);
  });
});
