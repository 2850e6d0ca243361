/** A job by several workers: each takes tiles of shared memory, or strips of its own, until none is left. */
import type { Crew } from './crew.js';
import { CONTROL, type Job, type Participation } from './job.js';
import { takeStrips } from './strips.js';

/**
 * The first failure cancels the job; it is thrown once every participant has left.
 *
 * @throws {AstcError} E_WASM, E_WORKER
 */
export async function runInCrew(crew: Crew, job: Job, participantCount: number): Promise<Participation[]> {
  const failures: unknown[] = [];
  const takePart = () => (crew.memory === 'shared' ? crew.participate(job) : takeStrips(crew, job));
  const participations = await Promise.all(
    Array.from({ length: participantCount }, () =>
      takePart().catch((error: unknown) => {
        failures.push(error);
        Atomics.store(job.control, CONTROL.cancel, 1);
        return undefined;
      }),
    ),
  );
  if (failures.length > 0) throw failures[0];
  return participations.filter((participation) => participation !== undefined);
}
