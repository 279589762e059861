import { expect, test } from 'vitest';
import { InputError } from '../src/errors.ts';
import { peerNames } from './peer-list.ts';
import { casesOf, defaults, questionOf } from './question.ts';

test.each(['train-step', 'inference'] as const)('%s measures everything by default', (command) => {
  expect(questionOf(command, defaults)).toEqual({
    command,
    architectures: ['paper-cnn', 'lenet5', 'resnet20', 'wrn-16-4'],
    batchSizes: [1, 32, 128, 512],
    threads: 2,
    repetitions: 7,
    secondsPerBurst: 1.5,
    seed: 1,
    peers: peerNames,
  });
});

test('lists keep their order; a name given twice is measured once', () => {
  const options = { ...defaults, arch: 'resnet20, paper-cnn,resnet20', batchSize: '32,8, 32' };
  const question = questionOf('inference', options);
  expect(question.architectures).toEqual(['resnet20', 'paper-cnn']);
  expect(question.batchSizes).toEqual([32, 8]);
  expect(casesOf(question)).toEqual([
    { architecture: 'resnet20', batchSize: 32 },
    { architecture: 'resnet20', batchSize: 8 },
    { architecture: 'paper-cnn', batchSize: 32 },
    { architecture: 'paper-cnn', batchSize: 8 },
  ]);
});

test.each([
  [{ arch: 'alexnet' }, "--arch: expected names from paper-cnn, lenet5, resnet20, wrn-16-4; got 'alexnet'"],
  [{ arch: 'lenet5,' }, "--arch: expected names from paper-cnn, lenet5, resnet20, wrn-16-4; got ''"],
  [{ batchSize: '1,0' }, "--batch-size: expected a whole number from 1 to 60000; got '0'"],
  [{ batchSize: '1;2' }, "--batch-size: expected a whole number from 1 to 60000; got '1;2'"],
  [{ threads: 'two' }, "--threads: expected a whole number from 1 to 1024; got 'two'"],
  [{ seconds: '0' }, "--seconds: expected a number above 0 and up to 600; got '0'"],
])('bad input is named: %j', (options, message) => {
  expect(() => questionOf('train-step', { ...defaults, ...options })).toThrow(new InputError(message));
});

test('a slow peer can be named if its only case is in the run', () => {
  const asked = { ...defaults, peers: 'tfjs' };
  expect(questionOf('train-step', asked).peers).toEqual(['atelier', 'tfjs']);
});

test.each([
  ['inference', {}],
  ['train-step', { arch: 'lenet5' }],
  ['train-step', { batchSize: '1,32' }],
] as const)('a slow peer is refused in a run without its case: %s %j', (command, more) => {
  expect(() => questionOf(command, { ...defaults, ...more, peers: 'pytorch-nchw,tfjs' })).toThrow(
    /^--peers: jax-js and tfjs are measured only by train-step for paper-cnn at batch size 128; got 'tfjs'$/,
  );
});
