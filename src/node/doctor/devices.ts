// The devices of this machine: which can be used, and why the others can't.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { devices } from '../../engine/device.ts';
import { nodeDeviceNames, type NodeDeviceName } from '../../engine/device-names.ts';
import { findDeviceProblem, remedies, type DeviceProblem } from '../../engine/runtime/require-device.ts';

/** What is known of a device of this machine. */
export interface DeviceStatus {
  readonly name: NodeDeviceName;
  readonly isAvailable: boolean;
  /** Whether weights and the optimiser's state stay in its memory between steps. */
  readonly keepsResults: boolean;
  /** Why it can't be used, and what helps. */
  readonly problem?: DeviceProblem;
}

/** Tries each device with a program of one node. */
export async function listDevices(): Promise<DeviceStatus[]> {
  const found: DeviceStatus[] = [];
  for (const name of nodeDeviceNames) {
    const problem = await problemOf(name);
    const { keepsResults } = devices[name];
    found.push({ name, isAvailable: !problem, keepsResults, ...(problem && { problem }) });
  }
  return found;
}

/** Why a device can't be used here; undefined if it can. */
export const problemOf = async (name: NodeDeviceName): Promise<DeviceProblem | undefined> =>
  missingLibrary(name) ?? (await findDeviceProblem({ device: name }));

/** CUDA's provider is not in the package. Without its file the runtime would write a log line of its own. */
function missingLibrary(name: NodeDeviceName): DeviceProblem | undefined {
  if (name !== 'cuda') return undefined;
  const root = dirname(dirname(createRequire(import.meta.url).resolve('onnxruntime-node')));
  const library = { win32: 'onnxruntime_providers_cuda.dll' }[process.platform as string];
  const file = library ?? 'libonnxruntime_providers_cuda.so';
  if (existsSync(join(root, 'bin', 'napi-v6', process.platform, process.arch, file))) return undefined;
  return { reason: `${file} is not installed`, remedy: remedies.cuda };
}
