import { describe, expect, it } from 'vitest';
import {
  mentionsSplit,
  saysNothing,
  splitFromName,
  splitInName,
  splitOrder,
  splitsAmong,
  splitWords,
} from './split-words.ts';

describe('a name by itself', () => {
  it.each([
    ['train', 'train'],
    ['TRAIN', 'train'],
    ['training', 'train'],
    ['Training_Set', 'train'],
    ['trainset', 'train'],
    ['train_set', 'train'],
    ['train-data', 'train'],
    ['trainSet', 'train'],
    ['train images', 'train'],
    ['val', 'validation'],
    ['valid', 'validation'],
    ['validation', 'validation'],
    ['dev', 'validation'],
    ['valset', 'validation'],
    ['test', 'test'],
    ['Testing', 'test'],
    ['t10k', 'test'],
    ['t10k-images', 'test'],
    ['trn', 'train'],
    ['tst', 'test'],
    ['VAL_IMGS', 'validation'],
    ['test2017', undefined],
    ['hut', undefined],
    ['set', undefined],
    ['images', undefined],
    ['seg_train', undefined],
    ['train2017', undefined],
    ['trainer', undefined],
    ['contest', undefined],
    ['test tube', undefined],
    ['train test', undefined],
    ['', undefined],
  ])('%s', (name, split) => expect(splitFromName(name)).toBe(split));
});

describe('names side by side', () => {
  const among = (...names: string[]) => Object.fromEntries(splitsAmong(names));

  it('are splits if the rest of the names is the same', () => {
    expect(among('seg_train', 'seg_test', 'seg_pred')).toEqual({ seg_train: 'train', seg_test: 'test' });
    expect(among('asl_alphabet_train', 'asl_alphabet_test')).toEqual({
      asl_alphabet_train: 'train',
      asl_alphabet_test: 'test',
    });
    expect(among('train2017', 'val2017')).toEqual({ train2017: 'train', val2017: 'validation' });
    expect(among('training', 'valid', 'images')).toEqual({ training: 'train', valid: 'validation' });
  });

  it('are classes if the rest differs, or if there is only one name', () => {
    expect(among('test tube', 'train station')).toEqual({});
    expect(among('test tube', 'beaker')).toEqual({});
    expect(among('train station', 'train', 'test')).toEqual({ train: 'train', test: 'test' });
    expect(among('dress', 'hat')).toEqual({});
  });
});

describe('a name of a file', () => {
  it.each([
    ['training-mnist', 'train', ['mnist']],
    ['fashion-mnist_test', 'test', ['fashion', 'mnist']],
    ['X_train', 'train', ['x']],
    ['trainImages', 'train', ['images']],
    ['kmnist-t10k-imgs', 'test', ['kmnist', 'imgs']],
    ['cifar10_valid', 'validation', ['cifar10']],
    ['test2017', 'test', ['2017']],
    ['train/images', 'train', ['images']],
    ['train/train', 'train', []],
    ['train_test', undefined, ['train', 'test']],
    ['digits', undefined, ['digits']],
  ])('%s', (name, split, words) => expect(splitInName(name)).toEqual({ split, words }));
});

describe.each(['set', 'data', 'dataset', 'split', 'subset', 'images', 'image', 'imgs', 'pictures', 'photos'])(
  'the word %s',
  (word) => {
    it('means nothing next to a split’s word, with or without a separator, or alone', () => {
      expect([`test_${word}`, `${word}-test`, `test${word}`].map(splitFromName)).toEqual([
        ...['test', 'test', 'test'],
      ]);
      expect(saysNothing(word)).toBe(true);
      expect(splitFromName(word)).toBeUndefined();
    });
  },
);

it.each([
  ['test', true],
  ['all', true],
  ['unknown', true],
  ['unlabeled', true],
  ['Unlabelled Images', true],
  ['unsorted', true],
  ['', true],
  ['unsortedly', false],
  ['overall', false],
  ['hats', false],
  ['test hats', false],
])('whether %j says nothing about its content: %s', (name, expected) => {
  expect(saysNothing(name)).toBe(expected);
});

it.each([
  ['seg_train', true],
  ['test tube', true],
  ['VAL', true],
  ['contest', false],
  ['train test', false], // neither the one nor the other
  ['hats', false],
])('whether %j contains a split’s word: %s', (name, expected) => {
  expect(mentionsSplit(name)).toBe(expected);
});

it('a single split with more than its word in the name is a class', () => {
  expect([...splitsAmong(['seg_train'])]).toEqual([]);
  expect([...splitsAmong(['seg_train', 'seg_training'])]).toEqual([]);
  expect([...splitsAmong(['train'])]).toEqual([['train', 'train']]);
  expect([...splitsAmong([])]).toEqual([]);
});

it('splits have an order and words', () => {
  expect(splitOrder).toEqual(['train', 'validation', 'test']);
  expect(splitWords).toBe('train (or training), val (or valid, validation, dev) and test (or testing)');
});
