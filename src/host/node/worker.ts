/** The script of a thread that the caller of `createEncoder` starts, exported as `astc-wasm/worker`. */
import { parentPort } from 'node:worker_threads';
import { AstcError } from '../../errors.js';
import { answerMessages } from '../port-worker.js';

if (parentPort === null)
  throw new AstcError('E_WORKER', 'astc-wasm/worker is the script of a worker, not to be imported');
parentPort.on('message', answerMessages(parentPort as Parameters<typeof answerMessages>[0]));
