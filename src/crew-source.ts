/** Where the binary and the workers come from: the host's own, or what the caller of `createEncoder` brought. */
import { host } from '#host';
import { compileBinary } from './codec/compile-binary.js';
import { PortCrew } from './host/port-crew.js';
import type { EncoderOptions } from './options/encoder-options.js';
import type { CrewSource } from './pool/crew.js';
import { canShareMemory } from './pool/shared-bytes.js';

/** What the caller may bring. */
type SourceOptions = Pick<EncoderOptions, 'wasm' | 'worker'>;

const ownSource = createSource({});

/** The process' own source, or one of its own for an encoder whose binary or workers are special. */
export function sourceOf(options: SourceOptions): CrewSource {
  return options.wasm === undefined && options.worker === undefined ? ownSource : createSource(options);
}

/** The package's binary, compiled once. @throws {AstcError} E_WASM */
export function loadOwnModule(): Promise<WebAssembly.Module> {
  return ownSource.loadModule();
}

function createSource({ wasm, worker }: SourceOptions): CrewSource {
  let compiled: Promise<WebAssembly.Module> | undefined;
  return {
    loadModule() {
      compiled ??= compile(wasm).catch((error: unknown) => {
        // A file that appears later deserves another try.
        compiled = undefined;
        throw error;
      });
      return compiled;
    },
    startCrew(module, threadCount) {
      if (worker === undefined) return host.startCrew(module, threadCount);
      return PortCrew.start(worker, module, { threadCount, memory: canShareMemory() ? 'shared' : 'own' });
    },
  };
}

async function compile(wasm: SourceOptions['wasm']): Promise<WebAssembly.Module> {
  const given = await wasm;
  if (given === undefined || typeof given === 'string' || given instanceof URL) {
    const { source, name } = await host.readBinary(given);
    return compileBinary(source, name);
  }
  return compileBinary(given, 'createEncoder({ wasm })');
}
