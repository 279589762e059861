// Options that several commands of `inspect` share.
import { Option } from 'commander';
import { share } from '../options/common.ts';

/** `--false-alarms`; `whenLeftOut` describes its default. */
export const falseAlarmsOption = (): Option =>
  new Option(
    '--false-alarms <share>',
    'the share of good pieces that may count as defective, such as 1%',
  ).argParser(share('--false-alarms'));
