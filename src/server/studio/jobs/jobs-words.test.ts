// How a job stands by what is known of it, and its command line.
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { jobOf, type JobFacts } from './job-status.ts';
import { shellLine } from '../../../shell-words.ts';

const record = (isStopping: boolean) => ({
  ...{ id: 'a', kind: 'train' as const, command: 'atelier train', args: ['train'], started: 1, isStopping },
});
const facts = (isRunning: boolean, code?: number, log = ''): JobFacts => ({
  ...{ isRunning, log, exit: code === undefined ? undefined : { code, time: 9 } },
});

describe('a job', () => {
  it.each([
    ['runs', false, facts(true), 'running'],
    ['was asked to stop', true, facts(true), 'stopping'],
    ['was stopped by Ctrl-C', true, facts(false, 130), 'stopped'],
    ['was stopped by SIGTERM from elsewhere', false, facts(false, 143), 'stopped'],
    ['ended well', false, facts(false, 0), 'finished'],
    ['ended well before it could stop', true, facts(false, 0), 'finished'],
    ['ended well; its process is just leaving', false, facts(true, 0), 'finished'],
    ['refused its input', false, facts(false, 2), 'failed'],
    ['was killed', false, facts(false), 'failed'],
    ['was killed while it stopped', true, facts(false), 'stopped'],
  ] as const)('that %s (asked: %s) is told by %j: %s', (_, isStopping, known, status) =>
    expect(jobOf(record(isStopping), known).status).toBe(status),
  );

  it('says why it failed: by the last line of its log, or that it was killed', () => {
    const reason = (known: JobFacts) => jobOf(record(false), known).reason;
    expect(reason(facts(false, 2, 'epoch 1\natelier: --data: no such folder\n'))).toBe(
      '--data: no such folder',
    );
    expect(reason(facts(false, 1))).toBe('it ended with exit code 1');
    expect(reason(facts(false, undefined, 'epoch 1\n'))).toBe(
      'its process was killed; it last said: epoch 1',
    );
    expect(reason(facts(false, 0, 'done\n'))).toBeUndefined();
  });

  it('has its end only once it has ended', () => {
    expect(jobOf(record(false), facts(false, 0))).toMatchObject({ ended: 9, exitCode: 0 });
    expect(jobOf(record(false), facts(true))).not.toHaveProperty('ended');
  });
});

it('a shell reads the words of a command line as they were', () => {
  const words = [
    'train',
    '--name',
    "it's a run",
    '--augment=',
    '$HOME',
    '`id`',
    'a\\b',
    '*',
    '--learning-rate=-1',
  ];
  const print = shellLine(words).replace(/^atelier/, String.raw`printf '%s\n'`);
  expect(execFileSync('/bin/sh', ['-c', print], { encoding: 'utf8' }).split('\n').slice(0, -1)).toEqual(
    words,
  );
});
