/** The real worker, whose first job meets a trap of wasm code where it reads how many tiles there are. */
/** @type {{ default: typeof import('../../../src/host/node/piscina-worker.js').default }} */
const { default: participateForReal } = await import(
  new URL('../../../dist/host/node/piscina-worker.js', import.meta.url).href
);

/** (module (func (export "trap") unreachable)) */
const TRAP = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0],
  ...[7, 8, 1, 4, 116, 114, 97, 112, 0, 0, 10, 5, 1, 3, 0, 0, 11],
);
let hasTrapped = false;

/** @param {import('../../../src/pool/job.js').Job | null} job */
export default function participate(job) {
  if (job === null || hasTrapped) return participateForReal(job);
  hasTrapped = true;
  const { trap } = new WebAssembly.Instance(new WebAssembly.Module(TRAP)).exports;
  const grid = { ...job.grid };
  Object.defineProperty(grid, 'tileCount', { get: /** @type {() => number} */ (trap) });
  return participateForReal({ ...job, grid });
}
