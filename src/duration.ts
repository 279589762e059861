// Durations as one types them.
const units = { s: 1, m: 60, h: 3600 } as const;

/**
 * The seconds of a duration; undefined if the text is none.
 *
 * @example secondsOfDuration('1.5h'); // 5400
 */
export function secondsOfDuration(text: string): number | undefined {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([smh])$/.exec(text) ?? [];
  const seconds = Number(amount) * units[unit as keyof typeof units];
  return seconds > 0 ? seconds : undefined;
}
