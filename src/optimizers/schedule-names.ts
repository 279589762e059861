// The names of the schedules, apart from their code, so that a command's help need not load it.
export const scheduleNames = [
  'constant',
  'step',
  'exponential',
  'polynomial',
  'cosine',
  'cosineRestarts',
  'oneCycle',
  'warmupLinearDecay',
] as const;
export type ScheduleName = (typeof scheduleNames)[number];
