// Words of the start page.
export const homeWords = {
  name: 'Home',
  firstTitle: 'Train a first model',
  firstHint: (data: string) =>
    `One click trains a small network on ${data} and shows how it learns. It takes about a minute, and nothing leaves this machine.`,
  firstButton: 'Train a first model',
  otherWay: 'Choose the data and the network',
  running: 'Training now',
  openRun: 'Open the run',
  recent: 'Recently changed',
  allRuns: 'All runs',
  here: 'What is here',
  next: 'What to do next',
  counts: {
    runs: 'Runs',
    running: 'Training now',
    data: 'Data sets',
    models: 'Released models',
    studies: 'Studies',
    catalogues: 'Catalogues',
  },
  folder: 'Folder of runs',
  version: 'Version',
  machine: 'This machine',
  cores: (cores: string, memory: string) => `${cores} cores, ${memory}`,
  suggestions: {
    train: ['Train a model', 'Choose the data and a network. See the time it takes before it starts.'],
    compare: [
      'Compare the two best runs',
      'Curves, the settings that differ, and whether the difference is real.',
    ],
    look: ['Look at the last run', 'Its curves, its configuration and its files.'],
  },
} as const;
