// The names of the schedules, separate from their code so that a command's help need not load it.
/** The names of all schedules. */
export const scheduleNames = [
  'constant',
  'step',
  'exponential',
  'polynomial',
  'cosine',
  'cosine-restarts',
  'one-cycle',
  'warmup-linear-decay',
] as const;
/**
 * The name of a schedule.
 *
 * @useDeclaredType
 */
export type ScheduleName = (typeof scheduleNames)[number];
