// What a training will take, and what may be wrong with its pictures.
import { expect, it } from 'vitest';
import { teachWords } from '../../../words/teach.ts';
import { forecastOf, learntPictures, paceOf, paceText, readPace } from './forecast.ts';
import { contentOf, type Lesson } from './lesson.ts';

/** A lesson with so many pictures of each class; their ids count up from 0. */
function lessonOf(counts: Readonly<Record<string, number>>): Lesson {
  const classes = Object.keys(counts).map((name, id) => ({ id, name }));
  const pictures = classes.flatMap(({ id, name }) =>
    Array.from({ length: counts[name]! }, () => ({ of: id, name: '', type: '', at: 0, size: 1 })),
  );
  return { name: '', classes, pictures: pictures.map((one, id) => ({ ...one, id })) };
}

it('adds the looks at new pictures and the fit of all', () => {
  const lesson = lessonOf({ cup: 30, spoon: 50 });
  const pace = { look: 0.5, fit: 0.1 };
  expect(forecastOf(lesson, pace)).toEqual({
    ...{ pictures: 80, counts: [30, 50], seconds: 80 * 0.5 + 80 * 0.1, concerns: [] },
  });
  const known = learntPictures({ content: contentOf(lessonOf({ cup: 30, spoon: 20 })) });
  expect(forecastOf(lesson, pace, known).seconds).toBeCloseTo(30 * 0.5 + 80 * 0.1);
  expect(forecastOf(lesson).seconds).toBeUndefined();
});

it.each([
  [{ cup: 20, spoon: 79 }, []],
  [{ cup: 19, spoon: 75 }, ['few']],
  [{ cup: 20, spoon: 80 }, ['uneven']],
  [{ cup: 100, fork: 90, spoon: 5 }, ['few', 'uneven']],
  [{ cup: 100, spoon: 0 }, []], // it can't be trained, which is said elsewhere
  [{ cup: 3 }, []],
])('warns of few pictures and of uneven classes: %o', (counts, expected) => {
  expect(forecastOf(lessonOf(counts)).concerns.map(({ is }) => is)).toEqual(expected);
});

it('says which class has how many', () => {
  const said = forecastOf(lessonOf({ cup: 100, spoon: 6 })).concerns.map((one) =>
    teachWords.concern(one, 20),
  );
  expect(said).toEqual([
    'spoon has only 6 pictures. With 20 or more of each class, the accuracy means more.',
    'cup has 16 times as many pictures as spoon, so cup is said too often. Add pictures of spoon.',
  ]);
  expect(
    teachWords.before(106, [
      ['cup', 100],
      ['spoon', 6],
    ]),
  ).toBe('Learns from 106 pictures: cup 100, spoon 6.');
});

it('measures the pace at enough new pictures, and remembers it', () => {
  const before = { look: 1, fit: 1 };
  const fitted = { pictures: 100, seconds: 20 };
  expect(paceOf({ pictures: 100, seconds: 50 }, fitted, before)).toEqual({ look: 0.5, fit: 0.2 });
  expect(paceOf({ pictures: 3, seconds: 9 }, fitted, before)).toEqual({ look: 1, fit: 0.2 });
  expect(paceOf({ pictures: 0, seconds: 0 }, fitted, undefined)).toBeUndefined();
  expect(readPace(paceText({ look: 0.5, fit: 0.2 }))).toEqual({ look: 0.5, fit: 0.2 });
  for (const text of [undefined, '', 'x', '0 1', '1', '-1 2']) expect(readPace(text)).toBeUndefined();
});
