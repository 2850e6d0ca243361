/**
 * Runs a kernel of the check binary and its scalar twin from the same memory and compares everything they leave: all of
 * linear memory, byte for byte, and the value returned. A stray write anywhere is a difference.
 */
import { readFileSync } from 'node:fs';

/** The list of what the check binary exports of the search. */
const EXPORTS = new URL('../../assembly/reference/search-kernels.ts', import.meta.url);

type WasmFunction = (...args: number[]) => number | undefined;

/** Names of the search's kernels: what the check binary exports of the search that has a sibling named …Ref. */
export function listKernels(module: WebAssembly.Module): string[] {
  const exported = new Set(WebAssembly.Module.exports(module).map((entry) => entry.name));
  const source = readFileSync(EXPORTS, 'utf8').replace(/\/\/.*|\/\*[\s\S]*?\*\//g, '');
  const lists = [...source.matchAll(/export \{([^}]*)\}/g)].map(([, list]) => list!.split(','));
  const names = lists.flat().map((entry) => entry.trim().split(' as ').at(-1)!);
  return names.filter((name) => exported.has(`${name}Ref`)).sort();
}

/** What is known of a kernel after some runs. */
export interface KernelRecord {
  runs: number;
  /** Seeds of the states in which the kernel ran. */
  states: Set<number>;
  /** The first few differences, in words. */
  failures: string[];
}

/** A difference for a test's report. */
function describeDifference(kernel: Uint8Array, twin: Uint8Array, before: Uint8Array): string {
  const places: string[] = [];
  let count = 0;
  for (let address = 0; address < kernel.length; address++) {
    if (kernel[address] === twin[address]) continue;
    count++;
    if (places.length < 4) {
      places.push(`${address}: ${before[address]} became ${kernel[address]}, in the twin ${twin[address]}`);
    }
  }
  return `${count} bytes differ; ${places.join('; ')}`;
}

/** One instance of the check binary under comparison. */
export class TwinChecker {
  readonly records: Map<string, KernelRecord>;
  readonly #exports: Record<string, WebAssembly.ExportValue>;
  readonly #memory: WebAssembly.Memory;
  /** Seed and setting of the state at hand, for reports. */
  #state = { seed: 0, title: '' };
  #copies = { before: new Uint8Array(), after: new Uint8Array() };

  constructor(module: WebAssembly.Module, records: Map<string, KernelRecord>) {
    const instance = new WebAssembly.Instance(module);
    this.#exports = instance.exports as Record<string, WebAssembly.ExportValue>;
    this.#memory = instance.exports.memory as WebAssembly.Memory;
    this.records = records;
  }

  /** Names the state that runs from here on belong to. */
  enterState(seed: number, title: string): void {
    this.#state = { seed, title };
  }

  bytes(): Uint8Array {
    return new Uint8Array(this.#memory.buffer);
  }

  /** Calls an export that is not under test. */
  call(name: string, ...args: number[]): number {
    const called = this.#exports[name];
    if (typeof called !== 'function') throw new Error(`the check binary has no export ${name}`);
    return (called as WasmFunction)(...args) ?? 0;
  }

  /** Runs a kernel and its twin from the memory at hand, and leaves the memory as the kernel does. */
  check(name: string, ...args: number[]): number {
    const { before, after } = this.#snapshots();
    before.set(this.bytes());
    const result = this.call(name, ...args);
    if (this.bytes().length !== before.length) throw new Error(`${name} grew the memory`);
    after.set(this.bytes());
    this.bytes().set(before);
    const twinResult = this.call(`${name}Ref`, ...args);
    if (this.bytes().length !== before.length) throw new Error(`${name}Ref grew the memory`);
    const twin = this.bytes();
    const record = this.#record(name);
    record.runs++;
    record.states.add(this.#state.seed);
    const isSameMemory = Buffer.compare(after, twin) === 0;
    if (!isSameMemory || !Object.is(result, twinResult)) {
      const what = isSameMemory
        ? `returned ${result}, the twin ${twinResult}`
        : describeDifference(after, twin, before);
      const { seed, title } = this.#state;
      record.failures.push(`KERNEL_SEED=${seed} (${title}): ${name}(${args.join(', ')}): ${what}`);
    }
    // Equal memories need no copy.
    if (!isSameMemory) twin.set(after);
    return result;
  }

  /** Two copies of the memory, kept from call to call. */
  #snapshots(): { before: Uint8Array; after: Uint8Array } {
    const { length } = this.bytes();
    if (this.#copies.before.length !== length) {
      this.#copies = { before: new Uint8Array(length), after: new Uint8Array(length) };
    }
    return this.#copies;
  }

  #record(name: string): KernelRecord {
    let record = this.records.get(name);
    if (!record) {
      record = { runs: 0, states: new Set(), failures: [] };
      this.records.set(name, record);
    }
    return record;
  }
}
