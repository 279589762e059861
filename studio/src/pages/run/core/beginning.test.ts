import { expect, it } from 'vitest';
import type { Job } from '../../../../../src/server/studio/contract/jobs.ts';
import { beginningOf } from './beginning.ts';

const job = { id: 'job', kind: 'train', run: 'new', status: 'running' } as Job;

it('a run whose job runs is asked for when it is among the runs', () => {
  expect(beginningOf('new', job, undefined)).toBeUndefined();
  expect(beginningOf('new', job, [{ id: 'old' }])).toBe(job);
  expect(beginningOf('new', job, [{ id: 'new' }, { id: 'old' }])).toBe('begun');
});

it('a job that was refused stands for its run; one that has finished left a folder', () => {
  const refused = { ...job, status: 'failed' } as Job;
  expect(beginningOf('new', refused, [])).toBe(refused);
  expect(beginningOf('new', { ...job, status: 'finished' }, [])).toBe('begun');
});

it('a run without a job is asked for at once', () => {
  expect(beginningOf('old', undefined, undefined)).toBe('begun');
});
