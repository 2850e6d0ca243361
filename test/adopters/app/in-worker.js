/** The same in a worker of the page; the encoder's workers are then workers of a worker. */
import { openEncoder } from './encoder.js';
import { prove } from './prove.js';

prove(openEncoder).then(
  (proof) => postMessage({ proof }),
  (error) => postMessage({ error: `${error.code} ${error.message} (${error.hint})\n${error.stack}` }),
);
