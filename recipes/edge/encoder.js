import { createEncoder } from 'astc-wasm';
// Edge runtimes compile nothing at run time: they hand out the binary as a WebAssembly.Module.
import wasm from 'astc-wasm/astc-wasm.wasm';

export const openEncoder = (options) => createEncoder({ wasm, ...options });
