/** Browsers, their workers, and every other place that has no modules of Node. */
import { AstcError } from '../../errors.js';
import { messageOf } from '../../pool/failure.js';
import { canShareMemory } from '../../pool/shared-bytes.js';
import type { Host, WorkerLike } from '../host.js';
import { PortCrew } from '../port-crew.js';

export const host: Host = {
  async readBinary(address = ownBinary()) {
    const name = String(address);
    return { source: await get(address, 'E_WASM', `The codec binary at ${name}`), name };
  },

  async availableThreads() {
    if (typeof Worker === 'undefined') return 1;
    return globalThis.navigator?.hardwareConcurrency ?? 1;
  },

  async startCrew(module, threadCount) {
    if (typeof Worker === 'undefined') return undefined;
    const memory = canShareMemory() ? 'shared' : 'own';
    try {
      return await PortCrew.start(createWorker, module, { threadCount, memory });
    } catch (cause) {
      throw new Error(`${messageOf(cause)}; for bundles there is createEncoder({ worker })`, { cause });
    }
  },

  async readFile(source) {
    const name = String(source);
    const response = await get(source, 'E_READ', name);
    if (!response.ok) throw new AstcError('E_READ', `${name} cannot be read (status ${response.status})`);
    return new Uint8Array(await response.arrayBuffer());
  },

  zstd: () => undefined,

  async loadZstd(address) {
    const { fetchZstd } = await import('./load-zstd.js');
    return fetchZstd(address);
  },

  zlib: () => undefined,

  async loadZlib() {
    const { zlibSync } = await import('./load-zlib.js');
    return zlibSync;
  },

  loadGpu: async () => globalThis.navigator?.gpu,

  async loadImageCodec() {
    const { webCodec } = await import('../../images/web-codec.js');
    return webCodec;
  },
};

/** @throws {AstcError} E_WASM in classic scripts, which know no address of their own */
function ownBinary(): URL {
  try {
    return new URL('../../wasm/astc-wasm.wasm', import.meta.url);
  } catch (cause) {
    throw new AstcError('E_WASM', 'The codec binary has no address: this bundle is a classic script', {
      hint: 'bundle as ES module, or say where the binary is: createEncoder({ wasm: url })',
      cause,
    });
  }
}

async function get(address: string | URL, code: 'E_WASM' | 'E_READ', name: string): Promise<Response> {
  try {
    return await fetch(address);
  } catch (cause) {
    throw new AstcError(code, `${name} cannot be fetched (${messageOf(cause)})`, { cause });
  }
}

/** Bundlers know this form and make a file of the worker. */
function createWorker(): WorkerLike {
  if (isForeign()) return createForeignWorker();
  return new Worker(new URL('./worker.js', import.meta.url), { type: 'module', name: 'astc-wasm' });
}

/** Whether the library comes from another origin (a CDN), whose scripts a page may import but not start as workers. */
function isForeign(): boolean {
  const { protocol, origin } = new URL(import.meta.url);
  // Webpack leaves a file: address here, of the machine that bundled.
  return /^https?:$/.test(protocol) && globalThis.location !== undefined && origin !== globalThis.location.origin;
}

/** A script of the page's own that imports the other. */
function createForeignWorker(): WorkerLike {
  const self = import.meta.url;
  // Not the form that bundlers know: they would put an unbundled copy of the worker beside the bundle.
  const address = new URL('./worker.js', self).href;
  const script = URL.createObjectURL(new Blob([`import ${JSON.stringify(address)};`], { type: 'text/javascript' }));
  return new Worker(script, { type: 'module', name: 'astc-wasm' });
}
