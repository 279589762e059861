// Calls that come often become few: one at once, and one at the end of each pause in which others came.

/**
 * A function that calls another at most every so many milliseconds. The last call is never lost.
 *
 * @param ms the pause after a call
 */
export function atMostEvery(ms: number, call: () => void): { (): void; readonly close: () => void } {
  let pause: NodeJS.Timeout | undefined;
  let isWaiting = false;
  const go = () => {
    isWaiting = false;
    pause = setTimeout(() => {
      pause = undefined;
      if (isWaiting) go();
    }, ms).unref();
    call();
  };
  const ask = () => {
    if (pause) isWaiting = true;
    else go();
  };
  return Object.assign(ask, { close: () => clearTimeout(pause) });
}
