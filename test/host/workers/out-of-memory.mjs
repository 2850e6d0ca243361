/** A worker that fills its heap in the middle of a job. */
/** @param {unknown} job */
export default function participate(job) {
  const hoard = [];
  while (job !== null) hoard.push(new Array(10_000).fill(hoard.length));
  return { tileCount: 0, startedMs: 0, endedMs: 0 };
}
