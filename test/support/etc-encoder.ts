/** Whether the built binary has the encoder of ETC and EAC, for tests that encode. */
import { readFileSync } from 'node:fs';

const WASM_URL = new URL('../../dist/wasm/astc-wasm.wasm', import.meta.url);

const names = WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(WASM_URL))).map(({ name }) => name);

/** False only of a binary built without assembly/etc-search. */
export const HAS_ETC_ENCODER = names.includes('encodeEtcRow');

if (!HAS_ETC_ENCODER) console.warn('SKIPPED: encoding ETC and EAC: the binary was built without its encoder');
