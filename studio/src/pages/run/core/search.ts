// What the address of a run says.
export const runTabs = ['curves', 'settings', 'files', 'report', 'log'] as const;
export type RunTab = (typeof runTabs)[number];

export interface RunSearch {
  /** The view that is shown; the curves if it is left out. */
  readonly tab?: RunTab;
}

/** Takes what is valid and drops the rest. */
export function readRunSearch({ tab }: Record<string, unknown>): RunSearch {
  const known = runTabs.find((name) => name === tab);
  return known && known !== 'curves' ? { tab: known } : {};
}
