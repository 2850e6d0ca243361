import type { ValidateOptions } from 'astc-wasm';

/**
 * A faulty file and all that is to be said of it: ids in their order, as the specification and the source of the
 * reference validator (KTX-Software, tools/ktx/validate.cpp) have them.
 */
export type Case = readonly [what: string, make: () => Uint8Array, ids: readonly number[], options?: ValidateOptions];

/** With the rules of KHR_texture_basisu. */
export const GLTF: ValidateOptions = { gltfBasisu: true };
