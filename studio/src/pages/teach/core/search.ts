// What the address of the page holds.
export const testSources = ['file', 'camera', 'draw'] as const;
export type TestSource = (typeof testSources)[number];

export interface TeachSearch {
  /** The id of the model to learn on. */
  readonly from?: string;
  /** Where the picture to try comes from; `file` if it is left out. */
  readonly test?: TestSource;
}

/** Reads an address; what it should not say is left out. */
export function readSearch({ from, test }: Record<string, unknown>): TeachSearch {
  const source = testSources.find((name) => name === test && name !== 'file');
  return {
    ...(typeof from === 'string' && from !== '' && from.length <= 200 && { from }),
    ...(source && { test: source }),
  };
}
