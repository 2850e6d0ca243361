/** Bytes of the binary to a compiled module; where that fails, what explains it is loaded. */
import { AstcError } from '../errors.js';

/** The binary as people have it. */
export type BinarySource = Uint8Array | ArrayBuffer | Response | WebAssembly.Module;

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
  try {
    return await WebAssembly.compile(bytes as Uint8Array<ArrayBuffer>);
  } catch (cause) {
    const { explainBinary } = await import('./explain-binary.js');
    throw explainBinary(bytes, cause as Error, { name, type });
  }
}
