/** The page: proves in its own thread, or with `?worker` in a worker; `?no-worker` takes the recipe's `worker` away. */
import { openEncoder } from './encoder.js';
import { prove } from './prove.js';

const wishes = new URLSearchParams(location.search);

/** Rejects with text: an error's code does not survive the way out of a worker. */
function proveInWorker() {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./in-worker.js', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }) => (data.error === undefined ? resolve(data.proof) : reject(new Error(data.error)));
    worker.onerror = ({ message }) => reject(new Error(`the page's own worker: ${message}`));
  });
}

if (wishes.has('worker')) globalThis.proof = proveInWorker();
else if (wishes.has('no-worker'))
  globalThis.proof = prove((options) => openEncoder({ ...options, worker: undefined }), [2]);
else globalThis.proof = prove(openEncoder);
