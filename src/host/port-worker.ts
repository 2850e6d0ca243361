/** The worker's end of a {@link PortCrew}: whatever the port, the same conversation. */
import { Participant } from '../pool/participant.js';
import { type FromWorker, type ToWorker, transferOf } from './port-crew.js';

/** Where messages go to. */
interface Port {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
}

/** What to do with each message that arrives. */
export function answerMessages(port: Port): (message: ToWorker) => void {
  let participant: Participant | undefined;
  return (message) => {
    if ('module' in message) {
      participant = new Participant(message.module);
      return;
    }
    const result = participant!.participate(message.job);
    port.postMessage({ result } satisfies FromWorker, transferOf(result));
  };
}
