// Words of the forms that are made from the options of a command.
export const optionWords = {
  expert: 'All other options',
  expertHint: (count: string) => `${count} more, each with a default that works`,
  reset: 'Set everything to its default',
  resetDone: 'All options are at their defaults.',
  resetName: 'options set to defaults',
  search: 'Search the options',
  none: 'No option matches.',
  estimate: 'What it will take',
  measure: 'Measure',
  measuring: 'Measuring some seconds of training…',
  estimateHint: 'Measured by some seconds of training on this machine. Nothing is written.',
  estimateOld: 'The options have changed since.',
  time: 'Time',
  perEpoch: 'An epoch',
  memory: 'Memory, at most',
  parameters: 'Parameters',
  pictures: 'Pictures',
  speed: 'Pictures a second',
  asIn: (name: string) => `as in ${name}`,
  isDefault: (value: string) => `default: ${value}`,
  unset: 'Default',
  notWhole: 'Give a whole number.',
  notNumber: 'Give a number.',
  below: (least: string) => `Give at least ${least}.`,
  above: (most: string) => `Give at most ${most}.`,
  conflict: (flags: string) => `Can’t be used with ${flags}.`,
  notDuration: 'Give a duration such as 90s, 10m or 1.5h.',
  /** Labels of options whose flags are no words. */
  labels: { arch: 'Network', ema: 'Moving average', swa: 'Weight averaging' } as Readonly<
    Record<string, string>
  >,
};
