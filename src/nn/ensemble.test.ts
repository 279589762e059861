// Several classifiers as one.
import { expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { ensemble } from './ensemble.ts';
import { meanOfRows, randomPictures, side, smallClassifier } from './testing/small-classifiers.ts';

it('predicts the mean of its members', async () => {
  const members = await Promise.all([1, 2, 3].map((seed) => smallClassifier(seed)));
  const images = randomPictures(200); // more than a batch
  const apart = await Promise.all(members.map((member) => member.predict(images)));
  const together = await ensemble(members).predict(images);
  expect(together).toHaveLength(200 * 4);
  together.forEach((value, i) => expect(value).toBeCloseTo(meanOfRows(apart, i), 6));
  expect(apart[0]).not.toEqual(apart[1]);
});

it('of one model is that model', async () => {
  const member = await smallClassifier(1);
  const alone = ensemble([member]);
  expect(alone).toMatchObject({ card: member.card, imageSize: member.imageSize });
  expect(await alone.predict(randomPictures(5))).toEqual(await member.predict(randomPictures(5)));
});

it('reports progress as for one pass', async () => {
  const done: number[] = [];
  const members = await Promise.all([1, 2].map((seed) => smallClassifier(seed)));
  await ensemble(members).predict(randomPictures(200), (count) => done.push(count));
  expect(done).toEqual([64, 100, 164, 200]);
});

it('disposes of all members', async () => {
  const members = await Promise.all([1, 2].map((seed) => smallClassifier(seed)));
  await ensemble(members).dispose();
  for (const member of members)
    await expect(member.predict(randomPictures(1))).rejects.toThrow('Session already disposed');
});

const input = { channels: 1, height: side, width: side };
it.each([
  [
    { classNames: ['a', 'b', 'd', 'c'] },
    'two: expected a model with the classes of one, got one with the classes a, b, d, c',
  ],
  [
    { input: { ...input, width: 7 } },
    /^two: expected a model for pictures of 6×6, .* got one for pictures of 7×6, /,
  ],
  [{ input: { ...input, channels: 3 } }, /^two: expected .* 1 channel, .* got .* 3 channels, /],
  [
    { pictures: { fit: 'cover' as const } },
    /^two: expected .* fitted by garment, .* got .* fitted by cover$/,
  ],
])('refuses members that do not fit (%#)', async (card, complaint) => {
  const members = [await smallClassifier(1), await smallClassifier(2, card)];
  expect(() => ensemble(members, ['one', 'two'])).toThrow(InputError);
  expect(() => ensemble(members, ['one', 'two'])).toThrow(complaint);
});

it('refuses an empty list of members, and fractions of pictures', async () => {
  expect(() => ensemble([])).toThrow(new InputError('ensemble: expected at least one classifier, got none'));
  const members = ensemble([await smallClassifier(1), await smallClassifier(2)]);
  await expect(members.predict(new Uint8Array(37))).rejects.toThrow(
    new InputError('expected a multiple of 36 bytes (one picture), got 37 bytes'),
  );
});
