import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../core/api.ts';
import { isAway, lookAgain, type Question, type Questions } from './outage.ts';

describe('a catalogue that does not answer', () => {
  /** What a page has asked, with the errors that came; what is asked again is answered. */
  function page(...failures: readonly (readonly [name: string, id: string, error: Error])[]) {
    let open: Question[] = failures.map(([name, id, error]) => ({ queryKey: [name, id], state: { error } }));
    const questions: Questions = {
      getQueryCache: () => ({ findAll: ({ predicate }) => open.filter(predicate) }),
      refetchQueries: ({ predicate }) => {
        open = open.filter((question) => !predicate(question));
        return Promise.resolve();
      },
    };
    return { questions, left: () => open.map(({ queryKey }) => queryKey[0]) };
  }
  const away = new ApiError(503, 'the database does not answer');

  it('is away as long as something has no answer, and then is asked for all of it', async () => {
    const { questions, left } = page(['catalogue', 'shop', away], ['catalogue-items', 'shop', away]);
    expect([isAway(questions, 'shop'), isAway(questions, 'other')]).toEqual([true, false]);
    await lookAgain(questions, 'shop', () => Promise.reject(away));
    expect(left()).toEqual(['catalogue', 'catalogue-items']);
    await lookAgain(questions, 'shop', () => Promise.resolve());
    expect([left(), isAway(questions, 'shop')]).toEqual([[], false]);
  });

  it('is not away because a question was wrong, or something else does not answer', async () => {
    const wrong = new ApiError(400, 'where: expected a name');
    const { questions, left } = page(['catalogue-items', 'shop', wrong], ['jobs', 'shop', away]);
    expect(isAway(questions, 'shop')).toBe(false);
    await lookAgain(questions, 'shop', () => Promise.resolve());
    expect(left()).toEqual(['catalogue-items', 'jobs']);
  });
});
