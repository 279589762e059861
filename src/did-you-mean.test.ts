// The hint for a misspelt word.
import { describe, expect, it } from 'vitest';
import { didYouMean } from './did-you-mean.ts';

describe('didYouMean', () => {
  it.each([
    ['lenet', ['paper-cnn', 'lenet5'], 'lenet5'],
    ['stride', ['strides', 'side'], 'strides'],
    ['setp', ['log', 'step'], 'step'],
    // `cpu` differs by one letter, `webgpu` by three.
    ['gpu', ['cpu', 'webgpu'], 'webgpu'],
    ['arch', ['batch', 'architecture'], 'architecture'],
    ['rate', ['learningRate', 'backbone-rate', 'rates'], 'rates'],
  ])('takes %s for the nearest of %o', (text, words, nearest) => {
    expect(didYouMean(text, words)).toBe(`: did you mean ${nearest}?`);
  });

  it.each([
    ['resnet', ['cpu', 'webgpu']],
    ['up', ['cpuset', 'upper-half']],
    ['a', []],
  ])('says nothing for %s and %o', (text, words) => {
    expect(didYouMean(text, words)).toBe('');
  });
});
