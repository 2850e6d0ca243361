/** What shaders look up for one footprint, built by the codec's binary: one source of truth with its own search. */
import { WasmMemory } from '../codec/wasm-memory.js';
import { instantiate } from '../codec/wasm-module.js';
import { AstcError } from '../errors.js';

/** In the order of the binary, which assembly/gpu/README.md documents. */
const CONSTANT_NAMES = [
  'BLOCK_WIDTH',
  'BLOCK_HEIGHT',
  'TEXELS',
  'WORDS',
  'COLOR_LEVELS',
  'WEIGHT_LEVELS',
  'TRIT_CODES',
  'QUINT_CODES',
  'LEVELS',
  'COLOR_LEVEL_OF',
  'MODE_LISTS',
  'MODE_LIST_LENGTH',
  'PATTERNS2',
  'PATTERN_COUNT2',
  'PATTERNS3',
  'PATTERN_COUNT3',
  'PATTERNS4',
  'PATTERN_COUNT4',
  'COSINES_X',
  'COSINES_Y',
  'KEPT_X',
  'KEPT_Y',
  'FIT_X',
  'FIT_Y',
  'GAIN_X',
  'GAIN_Y',
  'NODE_GAIN_X',
  'NODE_GAIN_Y',
  'ENDPOINT_NOISE',
  'NOISE_SHARE',
  'UNIFORM_SHARE',
  'ROUNDING_SHARE',
] as const;
export type TableConstant = (typeof CONSTANT_NAMES)[number];

export interface GpuTables {
  integers: Uint32Array<ArrayBuffer>;
  floats: Float32Array<ArrayBuffer>;
  /** For the front of a shader: sizes, and where in the arrays each table begins. */
  constants: Readonly<Record<TableConstant, number>>;
}

/**
 * The tables of a footprint of two axes. They are built in an instance of their own, whose memory goes with it.
 *
 * @param footprint  index into FOOTPRINTS
 * @throws {AstcError} E_GPU for a footprint of three axes, E_WASM when memory is short
 */
export function buildTables(module: WebAssembly.Module, footprint: number): GpuTables {
  const exports = instantiate(module);
  const descriptionPtr = exports.buildGpuTables(footprint) >>> 0;
  if (descriptionPtr === 0) throw new AstcError('E_GPU', `the search on the GPU has no footprint ${footprint}`);
  const { bytes } = new WasmMemory(exports);
  const copy = (ptr: number, byteLength: number) => bytes.slice(ptr, ptr + byteLength).buffer as ArrayBuffer;
  const [integersPtr, integerCount, floatsPtr, floatCount, constantsPtr, constantCount] = new Uint32Array(
    copy(descriptionPtr, 24),
  ) as unknown as [number, number, number, number, number, number];
  if (constantCount !== CONSTANT_NAMES.length) {
    throw new AstcError(
      'E_WASM',
      `the codec names ${constantCount} constants of tables, expected ${CONSTANT_NAMES.length}`,
    );
  }
  const values = new Float64Array(copy(constantsPtr, 8 * constantCount));
  return {
    integers: new Uint32Array(copy(integersPtr, 4 * integerCount)),
    floats: new Float32Array(copy(floatsPtr, 4 * floatCount)),
    constants: Object.fromEntries(
      CONSTANT_NAMES.map((name, index) => [name, values[index]!]),
    ) as GpuTables['constants'],
  };
}
