/**
 * The same pictures on two adapters whose drivers share nothing: SwiftShader, and lavapipe of Mesa, each in a process of its
 * own, since Vulkan reads its drivers once. Sums of floats may differ in the last bit there, so ASTC is held to 0.02 dB;
 * ETC counts in whole numbers and gives the same bytes.
 */
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIXTURES, makeFolder, parseDocument, runCli } from '../support/cli.js';
import { driverFile, SOFTWARE_DRIVERS, type SoftwareDriver } from '../support/gpu.js';

const DRIVERS = Object.keys(SOFTWARE_DRIVERS) as SoftwareDriver[];
const missing = DRIVERS.filter((driver) => driverFile(driver) === undefined);
if (missing.length > 0 && process.env.REQUIRE_GPU) throw new Error(`no ${missing.join(', ')}, and REQUIRE_GPU is set`);
if (missing.length > 0) {
  console.warn(`SKIPPED: two adapters: no ${missing.join(', ')} (test/gpu/fetch-mesa.sh and LAVAPIPE_ICD)`);
}

/** LLVM compiles the passes of lavapipe: a minute and a half, before its cache has them. */
const TIMEOUT_MS = 400_000;

describe.skipIf(missing.length > 0)('on two adapters', () => {
  let folder: ReturnType<typeof makeFolder>;
  beforeAll(() => {
    folder = makeFolder();
    copyFileSync(join(FIXTURES, 'images/scene-rgb8.png'), folder.at('scene.png'));
  });
  afterAll(() => folder.remove());

  async function encodeOn(driver: SoftwareDriver, ...words: string[]) {
    const output = `${driver}-${words.length}.ktx2`;
    const args = ['encode', 'scene.png', '-o', output, '--gpu=software', '--metrics', '--json', '--force', ...words];
    const result = await runCli(args, { cwd: folder.path, env: { VK_ICD_FILENAMES: driverFile(driver)! } });
    expect([driver, result.code]).toEqual([driver, 0]);
    const [file] = parseDocument(result).files;
    return { file: file as { adapter: string; metrics: { psnrRgb: number } }, bytes: readFileSync(folder.at(output)) };
  }

  it('ASTC is equally good to 0.02 dB', { timeout: TIMEOUT_MS }, async () => {
    const settings = ['--block', '6x6', '--quality', 'fastest'];
    const [one, other] = await Promise.all([encodeOn('swiftshader', ...settings), encodeOn('lavapipe', ...settings)]);
    expect(one!.file.adapter).not.toBe(other!.file.adapter);
    expect(Math.abs(one!.file.metrics.psnrRgb - other!.file.metrics.psnrRgb)).toBeLessThan(0.02);
  });

  it('ETC2 has the same bytes', { timeout: TIMEOUT_MS }, async () => {
    const settings = ['--format', 'etc2-rgb', '--quality', 'fast', '--mipmaps'];
    const [one, other] = await Promise.all([encodeOn('swiftshader', ...settings), encodeOn('lavapipe', ...settings)]);
    expect(Buffer.compare(one!.bytes, other!.bytes)).toBe(0);
  });
});
