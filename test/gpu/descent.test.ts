/** The descent as a measure. Witness: losses computed here in f64 from the same rules, and patterns of the specification. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type DescentPicture, runDescent } from '../../src/gpu/descent.js';
import { checkWasm } from '../support/check-wasm.js';
import { openTestDevice, openTestGpu } from '../support/gpu.js';
import { makePicture } from '../support/pictures.js';

const gpu = await openTestGpu();
const FOOTPRINT_4X4 = 0;
const SIDE = 4;

describe.skipIf(gpu === undefined)('the descent (Dawn over SwiftShader)', () => {
  let device: GPUDevice;
  let module: WebAssembly.Module;
  beforeAll(async () => {
    device = await openTestDevice(gpu!);
    module = await WebAssembly.compile(readFileSync(new URL('../../dist/wasm/astc-wasm.wasm', import.meta.url)));
  });
  const run = (picture: DescentPicture, partitionCount: 1 | 2 | 3, rate?: number) =>
    runDescent(device, module, picture, {
      footprint: FOOTPRINT_4X4,
      partitionCount,
      freeSteps: 8,
      snappedSteps: 4,
      rate,
    });

  /** Blocks whose texels have a color for each partition of a legal pattern. */
  function paintPatterns(partitionCount: number, seeds: readonly number[]): DescentPicture {
    const wasm = checkWasm();
    const colors = [
      [250, 20, 10],
      [20, 240, 30],
      [10, 30, 230],
    ];
    const width = seeds.length * SIDE;
    const data = new Uint8Array(width * SIDE * 4);
    for (const [block, seed] of seeds.entries()) {
      for (let y = 0; y < SIDE; y++) {
        for (let x = 0; x < SIDE; x++) {
          const color = colors[wasm.call('selectPartition', seed, x, y, 0, partitionCount, SIDE * SIDE)]!;
          data.set([...color, 255], (y * width + block * SIDE + x) * 4);
        }
      }
    }
    return { width, height: SIDE, data };
  }

  it('ends at no loss where a legal pattern parts the colors, and snapping costs nothing there', async () => {
    for (const [partitionCount, seeds] of [
      [2, [1, 5, 77, 300]],
      [3, [12, 39, 85]],
    ] as const) {
      const { snapped } = await run(paintPatterns(partitionCount, seeds), partitionCount);
      expect(snapped.at(-1)).toBeLessThan(1e-6);
    }
  });

  it('never rises by least squares, falls by gradient steps, and more lines leave less', async () => {
    const { data } = makePicture(64, 32);
    const picture = { width: 64, height: 32, data: Uint8Array.from(data as Uint8Array) };
    const ends: number[] = [];
    for (const partitionCount of [1, 2, 3] as const) {
      const { free, snapped } = await run(picture, partitionCount);
      expect([free.length, snapped.length]).toEqual([9, 5]);
      for (const steps of [free, snapped]) {
        for (let index = 1; index < steps.length; index++) {
          expect(steps[index]!).toBeLessThanOrEqual(steps[index - 1]! * (1 + 1e-5));
        }
      }
      const gradient = await run(picture, partitionCount, 0.03);
      expect(gradient.free.at(-1)!).toBeLessThanOrEqual(gradient.free[0]! * (1 + 1e-5));
      if (partitionCount > 1) expect(snapped.at(-1)!).toBeGreaterThanOrEqual(free.at(-1)! * 0.99);
      ends.push(free.at(-1)!);
    }
    expect(ends[1]!).toBeLessThan(ends[0]!);
    expect(ends[2]!).toBeLessThan(ends[1]!);
  });
});
