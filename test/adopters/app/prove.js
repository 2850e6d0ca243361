/**
 * What every cell of the matrix does, wherever it runs: compress the picture with one thread and with two, and say the
 * SHA-256 of the files, how many workers were started, and what was warned of.
 */
import { readImage, writeTexture } from 'astc-wasm';
import { ENCODES, makePicture } from './task.js';

/**
 * @param openEncoder  `createEncoder` of the recipe, given `threads` and `onWarning`
 * @param {readonly number[]} threadCounts
 */
export async function prove(openEncoder, threadCounts = [1, 2]) {
  const workers = countWorkers();
  const picture = makePicture();
  const warnings = [];
  const runs = [];
  for (const threads of threadCounts) {
    const before = workers.count;
    const encoder = await openEncoder({ threads, onWarning: (message) => warnings.push(message) });
    const run = { threads };
    for (const [name, options] of Object.entries(ENCODES)) {
      const texture = await encoder.encode(picture, options);
      run[name] = await sha256(writeTexture(texture, { container: 'ktx2' }));
    }
    await encoder.close();
    runs.push({ ...run, workers: workers.count - before });
  }
  workers.stop();
  return { runs, warnings, isIsolated: globalThis.crossOriginIsolated === true };
}

/** Reads an image file, by code that bundlers put apart: hidden colours and all. */
export async function proveReading(address) {
  const { width, height, data } = await readImage(address);
  return { width, height, pixels: await sha256(data) };
}

/** From a worker to its page. */
export function postProof(proving) {
  proving.then(
    (proof) => postMessage({ proof }),
    (error) => postMessage({ error: `${error.code} ${error.message} (${error.hint})\n${error.stack}` }),
  );
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
export async function sha256(bytes) {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Counts workers as they start: threads of Node by its event, Web Workers by their constructor. */
function countWorkers() {
  const workers = { count: 0, stop: () => {} };
  if (globalThis.process?.versions?.node !== undefined) {
    const count = () => workers.count++;
    process.on('worker', count);
    workers.stop = () => process.off('worker', count);
  } else if (globalThis.Worker !== undefined) {
    const Original = globalThis.Worker;
    globalThis.Worker = class extends Original {
      constructor(...args) {
        super(...args);
        workers.count++;
      }
    };
    workers.stop = () => {
      globalThis.Worker = Original;
    };
  }
  return workers;
}
