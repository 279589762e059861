// The number of cores that this process may use: a container's share, not the host's. Node 20 knows the
// affinity of its process but not the quota of its control group.
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';

/**
 * The number of cores, at least 1: the quota of the control group rounded up, or what the system says if that
 * is less.
 */
export async function availableCores(): Promise<number> {
  const read = (file: string) => readFile(file, 'utf8').catch(() => '');
  const [unified, quota, period] = await Promise.all([
    read('/sys/fs/cgroup/cpu.max'),
    read('/sys/fs/cgroup/cpu/cpu.cfs_quota_us'),
    read('/sys/fs/cgroup/cpu/cpu.cfs_period_us'),
  ]);
  return Math.min(availableParallelism(), coresOf(unified.trim() || `${quota.trim()} ${period.trim()}`));
}

/**
 * The cores of a quota `<microseconds> <period>`; Infinity if there is none.
 *
 * @example coresOf('150000 100000') // 2
 */
export function coresOf(quota: string): number {
  const [given, period] = quota.split(' ').map(Number) as [number, number];
  return given > 0 && period > 0 ? Math.max(1, Math.ceil(given / period)) : Infinity;
}
