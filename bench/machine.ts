// Describes the machine and the versions that a result belongs to; without them a speed means nothing. It
// changes no setting of the machine.
import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { packageVersion } from '../src/node/files/package-version.ts';

export interface Machine {
  processor: string;
  cores: number;
  memoryGiB: number;
  system: string;
  node: string;
  onnxruntime: string;
  /** The load average of the minute before the run. If it is well above 0, other programs were running. */
  loadBefore: number;
  /**
   * The GFLOP/s of a large float32 matrix product with the run's threads, on which the fractions of the floor
   * are based.
   */
  peakGflops: number;
}

/** Describes this machine, without measuring it. */
export function describeMachine(): Omit<Machine, 'peakGflops'> {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
    node: process.versions.node,
    onnxruntime: packageVersion('onnxruntime-node'),
    loadBefore: loadavg()[0] ?? 0,
  };
}
