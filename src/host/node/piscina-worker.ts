/** The file piscina loads in each thread. */
import { workerData } from 'node:worker_threads';
import type { Job, Participation, ParticipationFailure } from '../../pool/job.js';
import { Participant } from '../../pool/participant.js';
import { collectShared, leaveShared } from './collect-shared.js';

const participant = new Participant((workerData as { module: WebAssembly.Module }).module);

export default function participate(job: Job | null): Participation | ParticipationFailure {
  collectShared();
  if (job !== null) leaveShared(job);
  return participant.participate(job);
}
