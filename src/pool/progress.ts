/** Reports on a job while it runs, from its control words. */
import { CONTROL, type Job, type Participation } from './job.js';
import type { LevelControls } from './level-codec.js';

/** Milliseconds between two progress reports: ten a second look smooth and cost nothing. */
const PROGRESS_INTERVAL_MS = 100;

/** Reports while the job runs. A callback that throws cancels the job, and `finish` throws what it threw. */
export function startProgress(job: Job, onProgress: LevelControls['onProgress']) {
  if (onProgress === undefined) return { finish: () => {}, stop: () => {} };
  const total = job.grid.blockCount;
  const startedMs = performance.now();
  const report = (done: number, seconds: number) =>
    onProgress({ done, total, seconds, illegalBlocks: Atomics.load(job.control, CONTROL.illegalBlocks) });
  const thrown: unknown[] = [];
  let reported = 0;
  const timer = setInterval(() => {
    const done = Atomics.load(job.control, CONTROL.doneBlocks);
    // The last report is made when the job is over, with the exact time.
    if (done === reported || done === total || thrown.length > 0) return;
    reported = done;
    try {
      report(done, (performance.now() - startedMs) / 1000);
    } catch (error) {
      thrown.push(error);
      Atomics.store(job.control, CONTROL.cancel, 1);
    }
  }, PROGRESS_INTERVAL_MS);
  return {
    finish: (participations: Participation[]) => {
      if (thrown.length > 0) throw thrown[0];
      report(total, elapsedSeconds(participations));
    },
    stop: () => clearInterval(timer),
  };
}

/** From the first tile anybody took to the last one anybody finished; who came too late to find one does not count. */
function elapsedSeconds(participations: Participation[]): number {
  const workers = participations.filter((participation) => participation.tileCount > 0);
  const startedMs = Math.min(...workers.map((worker) => worker.startedMs));
  const endedMs = Math.max(...workers.map((worker) => worker.endedMs));
  return Math.max(0, endedMs - startedMs) / 1000;
}
