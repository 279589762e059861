// A search in memory.
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import type { SearchSpace } from './space.ts';
import { Study } from './study.ts';

const x = { name: 'x', distribution: { kind: 'float', low: -2, high: 2, log: false } } as const;
const kind = { name: 'kind', distribution: { kind: 'categorical', choices: ['flat', 'steep'] } } as const;

function search(seed: number): Study {
  const study = new Study({ space: [x, kind], seed, trials: 30 });
  for (let i = 0; i < 30; i++) {
    const { number, params } = study.ask()!;
    study.tell(number, (params['kind'] === 'flat' ? 1 : 0) + ((params['x'] as number) - 1) ** 2);
  }
  return study;
}

describe('a study in memory', () => {
  it('finds a minimum, and gives the same points for the same seed', () => {
    const [one, again, other] = [search(1), search(1), search(2)];
    expect(one.best!.params['kind']).toBe('steep');
    expect(one.best!.values![0]).toBeLessThan(0.1);
    expect(again.trials).toEqual(one.trials);
    expect(other.trials).not.toEqual(one.trials);
  });

  it('goes through a finite space once', () => {
    const study = new Study({ space: [kind], sampler: 'grid' });
    expect([study.ask(), study.ask()].map((trial) => trial!.params['kind']).sort()).toEqual([
      'flat',
      'steep',
    ]);
    expect(study.ask()).toBeUndefined();
  });

  it('counts a value that is not finite as a failure, and leaves it out of the best', () => {
    const study = new Study({ space: [x], directions: ['maximize'], sampler: 'random' });
    const numbers = [0, 1, 2].map(() => study.ask()!.number);
    study.tell(numbers[0]!, NaN);
    study.tell(numbers[1]!, 5);
    study.fail(numbers[2]!);
    expect(study.trials.map(({ state }) => state)).toEqual(['fail', 'complete', 'fail']);
    expect(study.best!.number).toBe(1);
  });

  it('has a front for several objectives', () => {
    const study = new Study({ space: [x], directions: ['maximize', 'minimize'], sampler: 'random' });
    const values = [[1, 1], [2, 2], [1, 3]] as const; // prettier-ignore
    for (const pair of values) study.tell(study.ask()!.number, pair);
    expect(study.front.map(({ number }) => number)).toEqual([0, 1]);
  });

  it('refuses trials that were not asked for, or told already, and wrong numbers of values', () => {
    const study = new Study({ space: [x], sampler: 'random' });
    const { number } = study.ask()!;
    expect(() => study.tell(7, 1)).toThrow('trial 7: expected one of the 1 asked for');
    expect(() => study.tell(number, [1, 2])).toThrow('trial 0: expected 1 values, got 2');
    study.tell(number, 1);
    expect(() => study.fail(number)).toThrow('told already');
  });

  it.each<[string, SearchSpace]>([
    ['one or more parameters', []],
    ['each name once', [x, x]],
    ['a low end up to the high end', [{ ...x, distribution: { ...x.distribution, low: 3 } }]],
    ['above 0 with log', [{ ...x, distribution: { ...x.distribution, log: true } }]],
    ['each choice once', [{ name: 'k', distribution: { kind: 'categorical', choices: [1, 1] } }]],
    ['one or more choices', [{ name: 'k', distribution: { kind: 'categorical', choices: [] } }]],
    ['a condition on a choice before it', [{ ...x, condition: { parent: 'kind', value: 'flat' } }, kind]],
    ['whole numbers', [{ name: 'n', distribution: { kind: 'int', low: 0.5, high: 2, log: false, step: 1 } }]],
  ])('refuses a space without %s', (words, space) => {
    expect(() => new Study({ space })).toThrow(InputError);
    expect(() => new Study({ space })).toThrow(words);
  });

  it('refuses a sampler that can’t search the space', () => {
    expect(() => new Study({ space: [kind], sampler: 'cma-es' })).toThrow('cma-es');
  });
});
