/** Normal maps on the command line: the angles of a texture are told, however it stores directions. */
import { readFileSync, writeFileSync } from 'node:fs';
import { encodePng, readImage } from 'astc-wasm';
import { afterAll, describe, expect, it } from 'vitest';
import { compareNormals } from '../../src/metrics/angles.js';
import { makeFolder, parseDocument, runCli } from '../support/cli.js';

const folder = makeFolder();
afterAll(folder.remove);
const source = folder.at('bumps.png');
const SIDE = 40;

/** Directions of round bumps, by their slopes. */
async function drawBumps(): Promise<void> {
  const data = new Uint8Array(SIDE * SIDE * 4).fill(255);
  for (let texel = 0; texel < SIDE * SIDE; texel++) {
    const [x, y] = [0.6 * Math.sin((texel % SIDE) / 6), 0.6 * Math.cos(Math.floor(texel / SIDE) / 5)];
    const z = Math.sqrt(1 - x * x - y * y);
    data.set(
      [x, y, z].map((component) => Math.round((component + 1) * 127.5)),
      texel * 4,
    );
  }
  writeFileSync(source, await encodePng({ width: SIDE, height: SIDE, data }));
}

describe.each(['xyz', 'la', 'rg'])('normals stored as %s', (layout) => {
  it('are told alike by --metrics, compare and the decoded picture', async () => {
    await drawBumps();
    const texture = folder.at(`${layout}.ktx2`);
    const args = ['encode', source, '-o', texture, '--content', 'normal', '--normal-layout', layout];
    const [file] = parseDocument(await runCli([...args, '--metrics', '--json'])).files as [
      { metrics: { angularError: { mean: number; max: number } } },
    ];
    const told = file.metrics.angularError;
    expect(told.mean).toBeGreaterThan(0);
    expect(told.max).toBeLessThan(15);
    const compared = await runCli(['compare', source, texture, '--content', 'normal']);
    expect(compared.stdout.toString()).toContain(`angles     ${told.mean.toFixed(3)} degrees on the mean`);
    if (layout !== 'xyz') return;
    const decoded = folder.at('decoded.png');
    await runCli(['decode', texture, '-o', decoded]);
    const pictures = await Promise.all([source, decoded].map((path) => readImage(readFileSync(path))));
    expect(told).toEqual(compareNormals(pictures[0]!, pictures[1]!));
  });
});

it('an .astc file says nothing of its layout: the flag does', async () => {
  await drawBumps();
  const texture = folder.at('plain.astc');
  await runCli(['encode', source, '-o', texture, '--content', 'normal', '--normal-layout', 'la', '--block', '4x4']);
  const means = await Promise.all(
    ['xyz', 'la'].map(async (layout) => {
      const flags = ['--content', 'normal', '--normal-layout', layout, '--json'];
      const document = parseDocument(await runCli(['compare', source, texture, ...flags])) as unknown as {
        metrics: { angularError: { mean: number } };
      };
      return document.metrics.angularError.mean;
    }),
  );
  expect(means[0]).toBeGreaterThan(10);
  expect(means[1]).toBeLessThan(2);
});
