/** The script of a Web Worker, exported as `astc-wasm/worker`: bundlers make a file of it. */
import { answerMessages } from '../port-worker.js';

/** What this file needs of a worker's global scope, whose types do not go together with those of a page. */
interface WorkerScope {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
}

const scope = globalThis as unknown as WorkerScope;
const answer = answerMessages(scope);
scope.onmessage = ({ data }) => answer(data);
