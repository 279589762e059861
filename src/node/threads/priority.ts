// Threads that compute let the thread that answers requests go first, so that it answers in time when there
// are more threads than cores.
import { getPriority, setPriority } from 'node:os';

/** Beside a thread without it, a thread gets a third of the time. */
const niceness = 5;

/**
 * Lowers the priority of this thread and of those it starts. Only Linux has a priority for each thread;
 * elsewhere it would be that of the whole process.
 */
export function lowerPriority(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(Math.min(19, getPriority() + niceness));
  } catch {
    // A sandbox may forbid it; the server then works as before, with later answers.
  }
}
