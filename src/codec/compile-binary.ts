/** Bytes of the binary to a compiled module, and the cause in plain words where that fails. */
import { AstcError } from '../errors.js';

/** The binary as people have it. */
export type BinarySource = Uint8Array | ArrayBuffer | Response | WebAssembly.Module;

/** `\0asm`. */
const MAGIC = [0x00, 0x61, 0x73, 0x6d] as const;
/** (module (func (result v128) i32.const 0 i8x16.splat)): valid where the engine has 128-bit SIMD. */
const SIMD_PROBE = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0],
  ...[10, 8, 1, 6, 0, 65, 0, 253, 15, 11],
);

/**
 * Compiles the binary. Post the module to workers: instances of one module share their machine code.
 *
 * @param name  what messages call it: its address
 * @throws {AstcError} E_WASM that names the cause: not found, not WebAssembly, no SIMD, a content security policy
 */
export async function compileBinary(source: BinarySource, name: string): Promise<WebAssembly.Module> {
  if (isModule(source)) return source;
  if (isResponse(source)) return compileResponse(source, name);
  return compileBytes(
    ArrayBuffer.isView(source) ? (source as Uint8Array) : new Uint8Array(source as ArrayBuffer),
    name,
  );
}

/** Modules and responses of another realm are not instances of ours. */
function isModule(source: BinarySource): source is WebAssembly.Module {
  return Object.prototype.toString.call(source) === '[object WebAssembly.Module]';
}

function isResponse(source: BinarySource): source is Response {
  return Object.prototype.toString.call(source) === '[object Response]';
}

async function compileResponse(response: Response, name: string): Promise<WebAssembly.Module> {
  const address = response.url === '' ? name : response.url;
  if (!response.ok) {
    throw new AstcError('E_WASM', `The codec binary was not found: status ${response.status} for ${address}`, {
      hint: 'serve astc-wasm.wasm there, or say where it is: createEncoder({ wasm: url })',
    });
  }
  const type = response.headers.get('content-type') ?? 'no type';
  if (type.startsWith('application/wasm') && WebAssembly.compileStreaming !== undefined) {
    // The copy is read only where compiling fails, to say why.
    const copy = response.clone();
    try {
      return await WebAssembly.compileStreaming(response);
    } catch {
      return compileBytes(new Uint8Array(await copy.arrayBuffer()), address, type);
    }
  }
  // A server that does not know the type does no harm.
  return compileBytes(new Uint8Array(await response.arrayBuffer()), address, type);
}

async function compileBytes(bytes: Uint8Array, name: string, type?: string): Promise<WebAssembly.Module> {
  if (!MAGIC.every((byte, index) => bytes[index] === byte)) {
    const start = bytes.length === 0 ? 'it is empty' : `it starts with ${JSON.stringify(printable(bytes))}`;
    const served = type === undefined ? '' : `, served as ${type}`;
    throw new AstcError('E_WASM', `The codec binary at ${name} is not WebAssembly: ${start}${served}`, {
      hint: 'servers answer a missing file with a page: say where astc-wasm.wasm is (createEncoder({ wasm: url }))',
    });
  }
  try {
    return await WebAssembly.compile(bytes as Uint8Array<ArrayBuffer>);
  } catch (cause) {
    throw new AstcError('E_WASM', `The codec binary cannot be compiled: ${(cause as Error).message}`, {
      ...whyNot(cause as Error),
      cause,
    });
  }
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
