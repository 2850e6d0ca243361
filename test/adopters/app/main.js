/**
 * The page: proves in its own thread, or with `?worker` in a worker; `?no-worker` takes the recipe's `worker` away;
 * `?read` reads picture.png instead. Where a bundler makes no file of in-worker.js, this one runs there too.
 */
import { openEncoder } from './encoder.js';
import { postProof, prove, proveReading } from './prove.js';

/** Rejects with text: an error's code does not survive the way out of a worker. */
function proveInWorker() {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./in-worker.js', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }) => (data.error === undefined ? resolve(data.proof) : reject(new Error(data.error)));
    worker.onerror = ({ message }) => reject(new Error(`the page's own worker: ${message}`));
  });
}

const wishes = new URLSearchParams(location.search);
if (globalThis.document === undefined) postProof(prove(openEncoder));
else if (wishes.has('worker')) globalThis.proof = proveInWorker();
else if (wishes.has('read')) globalThis.proof = proveReading('./picture.png');
else if (wishes.has('no-worker'))
  globalThis.proof = prove((options) => openEncoder({ ...options, worker: undefined }), [2]);
else globalThis.proof = prove(openEncoder);
