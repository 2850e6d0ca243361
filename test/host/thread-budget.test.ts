/** The CPU quota of control groups, as the kernel's files say it. */
import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { availableThreads, cgroupQuota } from '../../src/host/node/thread-budget.js';

/** A file system of a few files. */
const quotaOf = (files: Record<string, string>) => cgroupQuota((path) => files[path]);

describe('the CPU quota', () => {
  it('is unknown without control groups', () => {
    expect(quotaOf({})).toBeUndefined();
  });

  it('of version 2 is quota over period, rounded up', () => {
    const group = { '/proc/self/cgroup': '0::/app\n' };
    expect(quotaOf({ ...group, '/sys/fs/cgroup/app/cpu.max': '200000 100000\n' })).toBe(2);
    expect(quotaOf({ ...group, '/sys/fs/cgroup/app/cpu.max': '150000 100000\n' })).toBe(2);
    expect(quotaOf({ ...group, '/sys/fs/cgroup/app/cpu.max': '10000 100000\n' })).toBe(1);
    expect(quotaOf({ ...group, '/sys/fs/cgroup/app/cpu.max': 'max 100000\n' })).toBeUndefined();
  });

  it('of version 2 is the smallest of all groups above', () => {
    expect(
      quotaOf({
        '/proc/self/cgroup': '0::/pod/app\n',
        '/sys/fs/cgroup/pod/app/cpu.max': '800000 100000\n',
        '/sys/fs/cgroup/pod/cpu.max': '300000 100000\n',
      }),
    ).toBe(3);
  });

  it('of version 2 inside a container stands at the root of the mount', () => {
    const files = { '/proc/self/cgroup': '0::/docker/abc\n', '/sys/fs/cgroup/cpu.max': '400000 100000\n' };
    expect(quotaOf(files)).toBe(4);
  });

  it('of version 1 is in two files of the cpu controller', () => {
    const files = {
      '/proc/self/cgroup': '9:memory:/app\n4:cpu,cpuacct:/app\n',
      '/sys/fs/cgroup/cpu,cpuacct/app/cpu.cfs_quota_us': '250000\n',
      '/sys/fs/cgroup/cpu,cpuacct/app/cpu.cfs_period_us': '100000\n',
    };
    expect(quotaOf(files)).toBe(3);
    expect(quotaOf({ ...files, '/sys/fs/cgroup/cpu,cpuacct/app/cpu.cfs_quota_us': '-1\n' })).toBeUndefined();
  });

  it('of version 1 is found below the controller’s own name too', () => {
    const files = {
      '/proc/self/cgroup': '4:cpu,cpuacct:/app\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '100000\n',
      '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n',
    };
    expect(quotaOf(files)).toBe(1);
  });

  it('survives files that hold nonsense', () => {
    expect(quotaOf({ '/proc/self/cgroup': 'nonsense\n0::\n', '/sys/fs/cgroup/cpu.max': 'a b\n' })).toBeUndefined();
  });
});

describe('the thread budget', () => {
  it('is between one and the cores of this process', async () => {
    const threads = await availableThreads();
    expect(threads).toBeGreaterThanOrEqual(1);
    expect(threads).toBeLessThanOrEqual(availableParallelism());
  });
});
