// The options of commands that measure or explain a model: the data to measure it on, and how to execute the
// command. Each is declared only once, so that it means the same in every command.
import { Option, type Command } from 'commander';
import type { NodeDeviceName } from '../../engine/device-names.ts';
import { reportParts, type ReportPart } from '../../report/parts.ts';
import {
  dataOption,
  deviceOption,
  jsonOption,
  listOf,
  maxPixelsOption,
  measuredSplitOption,
  offlineOption,
  oneOf,
  splitNames,
  threadsOption,
  type SplitName,
} from './common.ts';

/** The values of `addMeasuredData`. */
export interface MeasuredDataOptions {
  readonly data?: string | undefined;
  readonly split?: SplitName | undefined;
  readonly maxPixels?: number | undefined;
}

/** The values of `addExecutionOptions`. */
export interface ExecutionOptions {
  readonly threads: number;
  readonly offline?: boolean | undefined;
  readonly json?: boolean;
}

/** Adds `--data`, `--split` and `--max-pixels` to a command. */
export const addMeasuredData = (command: Command, splits: readonly SplitName[] = splitNames): Command =>
  command.addOption(dataOption()).addOption(measuredSplitOption(splits)).addOption(maxPixelsOption());

/** The values of `addExecutionOptions` with `--device`. */
export interface DeviceExecutionOptions extends ExecutionOptions {
  readonly device?: NodeDeviceName;
}

/** Adds `--device`, `--threads`, `--offline` and `--json` to a command. */
export const addDeviceExecutionOptions = (command: Command): Command =>
  addExecutionOptions(command.addOption(deviceOption()));

/** Adds `--threads`, `--offline` and `--json` to a command. */
export const addExecutionOptions = (command: Command): Command =>
  command.addOption(threadsOption()).addOption(offlineOption()).addOption(jsonOption());

/** `--without`, the parts of a report that are not measured. */
export const withoutOption = (): Option =>
  new Option(
    '--without <parts>',
    `skip slow parts: some of ${reportParts.join(', ')}, separated by commas`,
  ).argParser(listOf<ReportPart>(oneOf('--without', reportParts)));
