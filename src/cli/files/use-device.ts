// The device that a command runs on: checked before the command does anything, with one notice about what it
// lacks.
import type { NodeDeviceName } from '../../engine/device-names.ts';
import type { DeviceOptions, OnFallback } from '../../engine/runtime/runtime.ts';
import { InputError } from '../../errors.ts';
import { counted } from '../../number-words.ts';
import { notice } from '../terminal/output.ts';

/** The values of `--device` and `--threads`. */
export interface DeviceChoice {
  readonly device?: NodeDeviceName | undefined;
  readonly threads?: number | undefined;
}

/** @throws InputError in one line if the device can't be used here */
export async function useDevice({ device = 'cpu', threads }: DeviceChoice): Promise<DeviceOptions> {
  const options = threads === undefined ? {} : { threads };
  if (device === 'cpu') return options;
  const { problemOf } = await import('../../node/doctor/devices.ts');
  const problem = await problemOf(device);
  if (problem)
    throw new InputError(`--device: ${device} can't be used here (${problem.reason}); ${problem.remedy}`);
  return { ...options, device, onFallback: tellFallbacks };
}

const told = new Set<string>();

/** Tells of each operator once. */
const tellFallbacks: OnFallback = (device, missing) => {
  const fresh = [...missing].filter(([type]) => !told.has(type));
  if (fresh.length === 0) return;
  for (const [type] of fresh) told.add(type);
  const words = fresh.map(([type, count]) => `${type} (${counted(count, 'node')})`).join(', ');
  notice(`${device} lacks ${words}: the CPU computes it`);
};
