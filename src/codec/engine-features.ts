/** What the WebAssembly engine can do, by modules that are valid only where it can. For reports: the codec needs SIMD alone. */

const HEAD = [0, 97, 115, 109, 1, 0, 0, 0];
/** (module (func (result v128) …)): a body for each proposal. */
const probe = (...body: number[]) =>
  Uint8Array.of(...HEAD, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, body.length + 4, 1, body.length + 2, 0, ...body, 11);

/** i32.const 0, i8x16.splat. */
const SPLAT = [65, 0, 253, 15];

export interface EngineFeatures {
  /** 128-bit SIMD: what the codec is made of. */
  simd: boolean;
  /** Instructions that may round as the processor likes. */
  relaxedSimd: boolean;
  /** Memory that threads share. */
  sharedMemory: boolean;
}

export function engineFeatures(): EngineFeatures {
  return {
    simd: WebAssembly.validate(probe(...SPLAT)),
    // i8x16.relaxed_swizzle of two of them.
    relaxedSimd: WebAssembly.validate(probe(...SPLAT, ...SPLAT, 253, 0x80, 0x02)),
    sharedMemory: canShareMemory(),
  };
}

function canShareMemory(): boolean {
  try {
    return new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer instanceof SharedArrayBuffer;
  } catch {
    return false;
  }
}
