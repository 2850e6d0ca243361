/** The same in a worker of the page; the encoder's workers are then workers of a worker. */
import { openEncoder } from './encoder.js';
import { postProof, prove } from './prove.js';

postProof(prove(openEncoder));
