/** Node, and what runs its modules: Deno and Bun. */
import { ZstdEngine } from '../../containers/zstd-engine.js';
import type { Host } from '../host.js';
import { readBinary } from './read-binary.js';
import { readFile } from './read-file.js';
import { loadZlib, zlib, zstd } from './read-packers.js';

export const host: Host = {
  readBinary,

  async availableThreads() {
    const { availableThreads } = await import('./thread-budget.js');
    return availableThreads();
  },

  async startCrew(module, threadCount) {
    const { PiscinaCrew } = await import('./piscina-crew.js');
    return PiscinaCrew.start(module, threadCount);
  },

  readFile,

  zstd,

  async loadZstd(address) {
    if (address === undefined) return zstd()!;
    const { source, name } = await readBinary(address);
    const { compileBinary } = await import('../../codec/compile-binary.js');
    return new ZstdEngine(await compileBinary(source, name));
  },

  zlib,

  loadZlib,

  async loadGpu() {
    const { loadGpu } = await import('./load-gpu.js');
    return loadGpu();
  },

  async loadImageCodec() {
    const { nodeCodec } = await import('../../images/node-codec.js');
    return nodeCodec;
  },
};
