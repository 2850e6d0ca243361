/** Seeded random numbers for tests: the same seed gives the same run on every machine. */

/** The seed of this run: ASTC_TEST_SEED, or a fixed one. Printed by what fails. */
export const TEST_SEED = Number(process.env.ASTC_TEST_SEED ?? 20_240_601) | 0;

export class Rng {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** A stream of its own for a named purpose, so that adding a test does not change the others. */
  static named(name: string, seed = TEST_SEED): Rng {
    let hash = seed | 0;
    for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 0x0100_0193);
    return new Rng(hash);
  }

  /** 0..2^32 − 1 (a Weyl sequence through a mixing function). */
  u32(): number {
    this.#state = (this.#state + 0x9e37_79b9) | 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0_aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a_2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  }

  /** 0..count − 1. */
  below(count: number): number {
    return Math.floor((this.u32() / 0x1_0000_0000) * count);
  }

  /** low..high, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }

  /** True once in `count` times. */
  once(count: number): boolean {
    return this.below(count) === 0;
  }

  /** Bytes low..high, both included. */
  bytes(length: number, low = 0, high = 255): Uint8Array {
    const bytes = new Uint8Array(length);
    if (low === 0 && high === 255) {
      for (let index = 0; index < length; index++) bytes[index] = this.u32();
    } else {
      for (let index = 0; index < length; index++) bytes[index] = this.between(low, high);
    }
    return bytes;
  }
}
