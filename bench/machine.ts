// The machine and the versions that a figure belongs to: without them a speed says nothing.
// It only describes; it changes no setting of the machine.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { dirname, join } from 'node:path';

export interface Machine {
  processor: string;
  cores: number;
  memoryGiB: number;
  system: string;
  node: string;
  onnxruntime: string;
  /** The load average of the minute before the run: well above 0, other programs were running. */
  loadBefore: number;
  /** GFLOP/s of a large float32 matrix product with the run's threads: what the fractions of the floor refer to. */
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

/** The version of an installed package, read beside its entry point: not every package exports its package.json. */
export function packageVersion(name: string): string {
  let folder = dirname(createRequire(import.meta.url).resolve(name));
  while (!folder.endsWith(join('node_modules', name))) {
    if (folder === dirname(folder)) return 'unknown';
    folder = dirname(folder);
  }
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return version;
}
