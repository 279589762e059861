// Words of the form that starts a training.
export const trainWords = {
  name: 'Train',
  main: 'What to train',
  start: 'Start training',
  starting: 'Starting…',
  command: 'As a command',
  from: (name: string) => `All options are those of ${name}. What you set here is changed.`,
  list: 'Several, with blanks between them',
  draft: 'The draft is kept in this browser.',
};
