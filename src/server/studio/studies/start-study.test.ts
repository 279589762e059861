import { expect, it } from 'vitest';
import { lastingWords } from './start-study.ts';

it('a study goes on with its options, except those that said when to end', () => {
  const place = ['--out', 'runs', '--name', 'a'];
  const ends = ['--trials', '30', '--time', '10m', '--target=-0.5'];
  const args = ['tune', 'runs/a/space.yaml', ...place, '--workers', '2', ...ends, '--offline', '--seed', '3'];
  expect(lastingWords({ args })).toEqual(['--workers', '2', '--offline', '--seed', '3']);
});
