/** How many threads the process may keep busy: its share of the machine, not the machine. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** Reads a small text file; undefined where it is missing. Tests hand in their own. */
export type ReadText = (path: string) => string | undefined;

const CGROUP_ROOT = '/sys/fs/cgroup';

/**
 * Threads for `auto`: the cores this process may run on, or the CPU quota of its control group if that is smaller.
 * 1 or more.
 */
export function availableThreads(): number {
  const readText: ReadText = (path) => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return undefined;
    }
  };
  const quota = process.platform === 'linux' ? cgroupQuota(readText) : undefined;
  return Math.max(1, Math.min(availableParallelism(), quota ?? Number.POSITIVE_INFINITY));
}

/**
 * Cores the CPU quota allows, rounded up; undefined without a quota. A group is bound by the quotas of all groups
 * above it, so the smallest counts.
 */
export function cgroupQuota(readText: ReadText): number | undefined {
  const quotas: number[] = [];
  for (const line of (readText('/proc/self/cgroup') ?? '').split('\n')) {
    const [, controllers, path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (path === undefined || controllers === undefined) continue;
    if (controllers === '') quotas.push(...ancestors(path).map((group) => quotaV2(readText, CGROUP_ROOT + group)));
    else if (controllers.split(',').includes('cpu')) {
      const root = `${CGROUP_ROOT}/${controllers}`;
      quotas.push(...ancestors(path).map((group) => quotaV1(readText, root + group)));
      quotas.push(...ancestors(path).map((group) => quotaV1(readText, `${CGROUP_ROOT}/cpu${group}`)));
    }
  }
  const smallest = Math.min(...quotas);
  return Number.isFinite(smallest) ? Math.max(1, Math.ceil(smallest)) : undefined;
}

/** "/a/b" → "/a/b", "/a", "": inside a container the path may not exist below the mount, its root then does. */
function ancestors(path: string): string[] {
  const names = path.split('/').filter((name) => name !== '');
  return Array.from({ length: names.length + 1 }, (_, depth) =>
    names
      .slice(0, names.length - depth)
      .map((name) => `/${name}`)
      .join(''),
  );
}

/** cpu.max holds "quota period" in microseconds, or "max period". */
function quotaV2(readText: ReadText, directory: string): number {
  const [quota, period] = (readText(`${directory}/cpu.max`) ?? 'max').trim().split(/\s+/);
  return ratio(Number(quota), Number(period));
}

/** A quota of −1 is none. */
function quotaV1(readText: ReadText, directory: string): number {
  const quota = readText(`${directory}/cpu.cfs_quota_us`);
  const period = readText(`${directory}/cpu.cfs_period_us`);
  return ratio(Number(quota), Number(period));
}

function ratio(quota: number, period: number): number {
  return quota > 0 && period > 0 ? quota / period : Number.POSITIVE_INFINITY;
}
