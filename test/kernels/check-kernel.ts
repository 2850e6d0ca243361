/**
 * Compares a kernel of the check binary with its reference: the same seeded arguments for both, equal results, equal
 * written memory, canaries untouched, inputs unchanged. BENCH=1 also times both.
 */
import { expect, test } from 'vitest';
import { type CheckWasm, checkWasm } from '../support/check-wasm.js';
import { Rng, TEST_SEED } from '../support/rng.js';
import { KernelMemory } from './kernel-memory.js';

export interface KernelContext<Variant> {
  readonly rng: Rng;
  readonly variant: Variant;
  readonly memory: KernelMemory;
  readonly wasm: CheckWasm;
}

export interface KernelCheck<Variant extends { name: string }> {
  /** Each becomes a test `kernel_variant`. */
  variants: readonly Variant[];
  /** The arguments of a call: numbers, and addresses of regions made in `memory`. Only legal input. */
  arguments: (context: KernelContext<Variant>) => number[];
  /** Calls a variant; default 40. */
  rounds?: number;
  /** Where equality cannot hold: how far float32 outputs and results may be apart, relative to 1 + |value|, and why. */
  tolerance?: { relative: number; reason: string };
}

/** Kernels that some check covers; kernels.test.ts wants them all here. */
export const checkedKernels = new Set<string>();

interface Outcome {
  result: number | undefined;
  written: Uint8Array[];
  damage: string | undefined;
}

type Call<Variant extends { name: string }> = { kernel: string; check: KernelCheck<Variant>; variant: Variant };

/** Prepares the arguments of one round; the same seed gives the same regions and bytes. */
function prepare<V extends { name: string }>(call: Call<V>, memory: KernelMemory, round: number): number[] {
  memory.reset();
  const rng = Rng.named(`${call.kernel} ${call.variant.name} ${round}`);
  return call.check.arguments({ rng, variant: call.variant, memory, wasm: checkWasm() });
}

function runOnce<V extends { name: string }>(
  call: Call<V>,
  name: string,
  memory: KernelMemory,
  round: number,
): Outcome {
  const args = prepare(call, memory, round);
  const result = checkWasm().call(name, ...args);
  return { result, written: memory.written(), damage: memory.damage() };
}

function isClose(actual: number, wanted: number, relative: number): boolean {
  return Object.is(actual, wanted) || Math.abs(actual - wanted) <= relative * (1 + Math.abs(wanted));
}

/** A sentence about how the two outcomes differ, or undefined. */
function difference(actual: Outcome, wanted: Outcome, relative: number): string | undefined {
  if (actual.damage !== undefined) return `the kernel ${actual.damage}`;
  if (wanted.damage !== undefined) return `the reference ${wanted.damage}`;
  if (!Object.is(actual.result, wanted.result) && !isClose(actual.result ?? 0, wanted.result ?? 0, relative)) {
    return `returned ${actual.result}, reference ${wanted.result}`;
  }
  for (const [region, bytes] of actual.written.entries()) {
    const reference = wanted.written[region]!;
    if (Buffer.compare(bytes, reference) === 0) continue;
    const offset = bytes.findIndex((byte, index) => byte !== reference[index]);
    if (relative === 0) {
      return `output ${region} byte ${offset}: ${bytes[offset]}, reference ${reference[offset]}`;
    }
    const floats = new Float32Array(bytes.buffer);
    const referenceFloats = new Float32Array(reference.buffer);
    const far = floats.findIndex((value, index) => !isClose(value, referenceFloats[index]!, relative));
    if (far >= 0) return `output ${region} float ${far}: ${floats[far]}, reference ${referenceFloats[far]}`;
  }
  return undefined;
}

/** Nanoseconds a call, the best of several short runs. */
function time<V extends { name: string }>(call: Call<V>, name: string, memory: KernelMemory): number {
  const args = prepare(call, memory, 0);
  const target = checkWasm().exports[name]!;
  let best = Number.POSITIVE_INFINITY;
  for (let sample = 0; sample < 20; sample++) {
    const start = process.hrtime.bigint();
    for (let repeat = 0; repeat < 2000; repeat++) target(...args);
    best = Math.min(best, Number(process.hrtime.bigint() - start) / 2000);
  }
  return best;
}

/** Registers one test a variant: `kernel` against its twin `kernelRef`. */
export function checkKernel<Variant extends { name: string }>(kernel: string, check: KernelCheck<Variant>): void {
  checkedKernels.add(kernel);
  for (const variant of check.variants) {
    const call = { kernel, check, variant };
    const exactness = check.tolerance === undefined ? 'equals' : `is close (${check.tolerance.reason}) to`;
    test(`${kernel}_${variant.name} ${exactness} its reference`, () => {
      const memory = new KernelMemory(checkWasm());
      for (let round = 0; round < (check.rounds ?? 40); round++) {
        const wanted = runOnce(call, `${kernel}Ref`, memory, round);
        const actual = runOnce(call, kernel, memory, round);
        const problem = difference(actual, wanted, check.tolerance?.relative ?? 0);
        expect(problem, `round ${round}, ASTC_TEST_SEED=${TEST_SEED}`).toBeUndefined();
      }
      if (process.env.BENCH !== '1') return;
      const [fast, slow] = [time(call, kernel, memory), time(call, `${kernel}Ref`, memory)];
      const ratio = (slow / fast).toFixed(1);
      console.log(`${kernel}_${variant.name}: ${fast.toFixed(1)} ns, reference ${slow.toFixed(1)} ns, ${ratio}x`);
    });
  }
}
