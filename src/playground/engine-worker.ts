/** The worker behind the page: takes calls, answers them, and stops those that are aborted. */
import { AstcError } from '../index.js';
import { transferablesOf } from './panes.js';
import type { CallName, Calls, Failure, Reply, Request } from './protocol.js';
import { type CallContext, Workbench } from './workbench.js';

/** The part of a worker's scope we use; the types of pages have none for it. */
interface WorkerScope {
  postMessage(message: Reply, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent<Request>) => void) | null;
}
const scope = globalThis as unknown as WorkerScope;

const reply = (message: Reply, transfer: Transferable[] = []) => scope.postMessage(message, transfer);
const workbench = new Workbench((message) => reply({ kind: 'warning', message }));
const running = new Map<number, AbortController>();

scope.onmessage = ({ data: request }) => {
  if (request.kind === 'abort') running.get(request.id)?.abort();
  else void take(request.id, request.name, request.argument);
};

async function take<Name extends CallName>(id: number, name: Name, argument: Calls[Name]['argument']): Promise<void> {
  const controller = new AbortController();
  running.set(id, controller);
  const context: CallContext = {
    signal: controller.signal,
    onProgress: (fraction) => reply({ kind: 'progress', id, fraction }),
  };
  try {
    const work = workbench[name] as (argument: unknown, context: CallContext) => Promise<Calls[Name]['answer']>;
    const answer = await work.call(workbench, argument, context);
    reply({ kind: 'answer', id, answer }, transferablesOf(answer));
  } catch (error) {
    reply({ kind: 'failure', id, failure: failureOf(error) });
  } finally {
    running.delete(id);
  }
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof AstcError)) return { message: error instanceof Error ? error.message : String(error) };
  const { code, message, hint } = error;
  return { code, message, ...(hint !== undefined && { hint }) };
}
