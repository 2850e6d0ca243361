/**
 * Registers of the passes on a GPU that need not be here: Mesa's driver for AMD compiles for a family it is told of, and
 * says what came of each shader.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The last family whose device Dawn opens without hardware. */
const FAMILY = 'polaris10';
/** Lanes of a group, for all of which the driver counts memory. */
const WAVE_LANES = 64;
const SELF = fileURLToPath(import.meta.url);

/**
 * @typedef {object} ShaderRegisters
 * @property {string} label
 * @property {number} vgprs vector registers, 32 bits a lane
 * @property {number} waves groups of 64 lanes that a unit keeps in flight, of 10
 * @property {number} scratchBytes memory a lane for what has no registers
 * @property {number} spilled registers that went there
 * @property {number} instructions
 */

/**
 * @param {string} driver file that the loader of Vulkan is told
 * @param {readonly string[]} footprints
 * @param {readonly string[]} qualities
 * @returns {Promise<ShaderRegisters[]>}
 */
export async function readRegisters(driver, footprints, qualities) {
  const env = {
    ...process.env,
    VK_ICD_FILENAMES: driver,
    RADV_FORCE_FAMILY: FAMILY,
    RADV_DEBUG: 'shaderstats,nocache',
  };
  const child = spawn(process.execPath, [SELF, footprints.join(), qualities.join()], { env });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk));
  // Its end is not looked at: without hardware the driver does not survive closing.
  await new Promise((resolve) => child.on('close', resolve));
  return parseStatistics(text);
}

/**
 * What stands between the marks of the child.
 *
 * @param {string} text
 * @returns {ShaderRegisters[]}
 */
export function parseStatistics(text) {
  return text
    .split('### ')
    .slice(1)
    .filter((part) => part.includes('SHADER STATS'))
    .map((part) => {
      /** @param {string} name */
      const number = (name) => Number(new RegExp(`^${name}: (\\d+)`, 'm').exec(part)?.[1] ?? Number.NaN);
      return {
        label: part.split('\n')[0] ?? '',
        vgprs: number('VGPRs'),
        waves: number('Subgroups per SIMD'),
        scratchBytes: number('Scratch size') / WAVE_LANES,
        spilled: number('Spilled VGPRs'),
        instructions: number('Instructions'),
      };
    });
}

/** In the child: compiles everything, one pipeline after the other, each after a mark. */
async function compileAll() {
  const built = await import('./built.mjs');
  const { QUALITY_PRESETS } = built.library;
  const { footprintId } = built.formats;
  const { loadOwnModule } = built.crewSource;
  const { createPasses } = built.createPassesModule;
  const { host } = built.hostModule;
  const { writeSync } = await import('node:fs');
  const gpu = /** @type {GPU} */ (await host.loadGpu());
  const device = await (await gpu.requestAdapter())?.requestDevice();
  if (device === undefined) throw new Error('no adapter');
  const compile = device.createComputePipelineAsync.bind(device);
  let turn = Promise.resolve();
  let prefix = '';
  device.createComputePipelineAsync = (descriptor) => {
    const compiled = turn.then(() => {
      writeSync(2, `### ${prefix} ${descriptor.label}\n`);
      return compile(descriptor);
    });
    turn = compiled.then(() => undefined);
    return compiled;
  };
  const [, , footprints = '', qualities = ''] = process.argv;
  for (const footprint of footprints.split(',')) {
    for (const quality of qualities.split(',')) {
      prefix = `${footprint} ${quality}`;
      await createPasses(device, await loadOwnModule(), {
        family: 'astc',
        footprint: footprintId(/** @type {never} */ (footprint)),
        profile: 0,
        decodeMode: 'float16',
        pixelType: 'unorm8',
        quality: QUALITY_PRESETS[/** @type {keyof typeof QUALITY_PRESETS} */ (quality)],
        weights: [1, 1, 1, 1],
      });
    }
  }
  process.kill(process.pid, 'SIGKILL');
}

if (process.argv[1] === SELF) await compileAll();
