import { describe, expect, it } from 'vitest';
import { addDimensions, divide, factorOf, multiply, nameOf } from './dimension.ts';

describe('dimensions', () => {
  it('are numbers, names, or multiples of names', () => {
    expect([7, 'batch', '64*batch'].map(factorOf)).toEqual([7, 1, 64]);
    expect([7, 'batch', '64*batch'].map(nameOf)).toEqual([undefined, 'batch', 'batch']);
  });

  it('may have names that look like something else', () => {
    expect([multiply('a*b', 2), multiply('2*', 3), multiply('3 * n', 2)]).toEqual(['2*a*b', '6*', '2*3 * n']);
    expect(divide(multiply('a*b', 6)!, 3)).toBe('2*a*b');
  });

  it.each([
    [3, 4, 12],
    ['n', 64, '64*n'],
    [64, 'n', '64*n'],
    ['2*n', 3, '6*n'],
    ['n', 1, 'n'],
    ['n', 0, 0],
    [-2, 3, -6],
    ['n', -1, undefined],
    ['n', 0.5, undefined],
    ['n', 'n', undefined],
  ])('%s times %s is %s', (a, b, product) => {
    expect(multiply(a, b)).toBe(product);
  });

  it.each([
    [12, 4, 3],
    [7, 2, 3],
    [-7, 2, -3],
    ['64*n', 16, '4*n'],
    ['64*n', 64, 'n'],
    ['64*n', 'n', 64],
    ['6*n', '3*n', 2],
    ['n', 'n', 1],
    [7, 0, undefined],
    ['n', 0, undefined],
    ['n', 2, undefined],
    ['n', 'm', undefined],
    ['n', '2*n', undefined],
    [4, 'n', undefined],
  ])('%s by %s is %s', (a, b, quotient) => {
    expect(divide(a, b)).toBe(quotient);
  });

  it.each([
    [3, 4, 7],
    ['n', 0, 'n'],
    [0, 'n', 'n'],
    ['n', '2*n', '3*n'],
    ['n', 1, undefined],
    ['n', 'm', undefined],
  ])('%s and %s make %s', (a, b, sum) => {
    expect(addDimensions(a, b)).toBe(sum);
  });

  it.each([
    [3, 4, -1],
    ['3*n', 'n', '2*n'],
    ['n', 'n', 0],
    ['n', 0, 'n'],
    [0, 'n', undefined],
    ['n', '2*n', undefined],
    ['n', 1, undefined],
  ])('%s less %s is %s', (a, b, difference) => {
    expect(addDimensions(a, b, -1)).toBe(difference);
  });
});
