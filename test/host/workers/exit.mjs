/** A worker that ends its thread in the middle of a job, and is well otherwise. */
/** @param {unknown} job */
export default function participate(job) {
  if (job !== null) process.exit(7);
  return { tileCount: 0, startedMs: 0, endedMs: 0 };
}
