// The command line's form of a name with options, and what it refuses.
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { parseNamed } from './named-options.ts';

it.each<[text: string, named: object]>([
  ['cosine', { type: 'cosine' }],
  ['cosine:final=0.01', { type: 'cosine', final: 0.01 }],
  ['cosine:warmup=.1,final=1e-3', { type: 'cosine', warmup: 0.1, final: 1e-3 }],
  ['sgd:momentum=0.9, nesterov=true', { type: 'sgd', momentum: 0.9, nesterov: true }],
  ['x:a=-1.5E+2,b=+3.,c=false', { type: 'x', a: -150, b: 3, c: false }],
  ['', { type: '' }],
])('reads %j', (text, named) => {
  expect(parseNamed(text)).toEqual(named);
});

describe('refuses', () => {
  it.each([
    ['cosine:', "cosine: expected option=value, got ''"],
    ['cosine:warmup', "cosine: expected option=value, got 'warmup'"],
    ['cosine:warmup=', "cosine: expected option=value, got 'warmup='"],
    ['cosine:=0.1', "cosine: expected option=value, got '=0.1'"],
    ['cosine:warmup=0.1,', "cosine: expected option=value, got ''"],
    ['cosine:warmup=fast', "cosine: warmup: expected a number, true or false, got 'fast'"],
    ['cosine:warmup=0x10', "cosine: warmup: expected a number, true or false, got '0x10'"],
    ['cosine:warmup=1=2', "cosine: warmup: expected a number, true or false, got '1=2'"],
    ['cosine:warmup=0.1,warmup=0.2', 'cosine: warmup: the option is given twice'],
    ['cosine:type=step', 'cosine: type: expected the name before the colon, not as an option'],
  ])('%j', (text, message) => {
    expect(() => parseNamed(text)).toThrow(new InputError(message));
  });
});
