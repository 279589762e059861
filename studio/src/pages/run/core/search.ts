// What the address of a run says.
export const runTabs = ['curves', 'network', 'settings', 'files', 'report', 'log'] as const;
export type RunTab = (typeof runTabs)[number];

export interface RunSearch {
  /** The view that is shown; the curves if it is left out. */
  readonly tab?: RunTab;
  /** The first and the last epoch of the curves; without them all epochs, also those to come. */
  readonly from?: number;
  readonly to?: number;
}

/** Takes what is valid and drops the rest. */
export function readRunSearch({ tab, from, to }: Record<string, unknown>): RunSearch {
  const known = runTabs.find((name) => name === tab);
  const isEpoch = (value: unknown): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value > 0;
  return {
    ...(known && known !== 'curves' && { tab: known }),
    ...(isEpoch(from) && { from }),
    ...(isEpoch(to) && { to }),
  };
}
