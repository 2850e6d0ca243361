/** The options of `createEncoder`. */
import type { BinarySource } from '../codec/compile-binary.js';
import type { BinaryAddress, WorkerLike } from '../host/host.js';
import { type OptionsOf, objectLike } from './option.js';
import { RUN_OPTIONS } from './run-options.js';

/** Where the binary may come from. */
export type WasmSource = BinaryAddress | BinarySource;

export const ENCODER_OPTIONS = {
  /** Workers to keep, 1 to 256; `auto` is the cores this process may use. Default: `auto`. */
  threads: RUN_OPTIONS.threads,
  /** Told what does not stop the work but should not go unsaid. Default: `console.warn`, each message once. */
  onWarning: RUN_OPTIONS.onWarning,
  /**
   * The binary, for bundlers and runtimes that cannot load it from beside the code: where it is, its bytes, a response
   * that delivers it, the compiled module, or a promise of one of these. Default: the one of the package.
   */
  wasm: objectLike<WasmSource | Promise<WasmSource>>(
    'a URL, the bytes of a binary, a Response, a WebAssembly.Module or a promise of one of these',
    isWasmSource,
  ),
  /**
   * Starts one worker on the entry `astc-wasm/worker`, for bundlers that must see the call: a module worker of the page,
   * or a thread of Node. Default: our own.
   */
  worker: objectLike<() => WorkerLike>('a function that starts a worker', (value) => typeof value === 'function'),
};

export interface EncoderOptions extends OptionsOf<typeof ENCODER_OPTIONS> {}

/** A text is an address; promises are taken for what they promise. Names, since frames have classes of their own. */
function isWasmSource(value: unknown): boolean {
  if (typeof value === 'string') return value !== '';
  const name = Object.prototype.toString.call(value).slice(8, -1);
  return ['URL', 'Uint8Array', 'ArrayBuffer', 'Response', 'WebAssembly.Module', 'Promise'].includes(name);
}
