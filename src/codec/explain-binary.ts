/** Why a binary does not compile, in plain words: loaded where one does not. */
import { AstcError } from '../errors.js';

/** `\0asm`. */
const MAGIC = [0x00, 0x61, 0x73, 0x6d] as const;
/** (module (func (result v128) i32.const 0 i8x16.splat)): valid where the engine has 128-bit SIMD. */
const SIMD_PROBE = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0],
  ...[10, 8, 1, 6, 0, 65, 0, 253, 15, 11],
);

/**
 * The error to throw for bytes that an engine refuses.
 *
 * @param cause  what it says
 * @param origin  address of the bytes, and the type a server gave them
 */
export function explainBinary(
  bytes: Uint8Array,
  cause: Error,
  { name, type }: { name: string; type: string | undefined },
): AstcError {
  if (!MAGIC.every((byte, index) => bytes[index] === byte)) {
    const start = bytes.length === 0 ? 'it is empty' : `it starts with ${JSON.stringify(printable(bytes))}`;
    const served = type === undefined ? '' : `, served as ${type}`;
    return new AstcError('E_WASM', `The codec binary at ${name} is not WebAssembly: ${start}${served}`, {
      hint: 'servers answer a missing file with a page: say where astc-wasm.wasm is (createEncoder({ wasm: url }))',
    });
  }
  return new AstcError('E_WASM', `The codec binary cannot be compiled: ${cause.message}`, { ...whyNot(cause), cause });
}

/** The first characters, for people. */
function printable(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, 16)).replace(/[^\x20-\x7e]/g, '.');
}

function whyNot({ message }: Error): { hint?: string } {
  if (/content security policy|unsafe-eval/i.test(message)) {
    return { hint: "the page's content security policy must allow 'wasm-unsafe-eval' in script-src" };
  }
  if (WebAssembly.validate(SIMD_PROBE)) return { hint: 'the file is damaged, or of another version' };
  return {
    hint: 'the engine has no 128-bit WebAssembly SIMD (Node 20.9, Chrome 91, Firefox 89, Safari 16.4 or newer have it)',
  };
}
