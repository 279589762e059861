// When callbacks receive the validation: after an epoch's last step, before its end, also if training is
// stopped within it.
import { expect, it } from 'vitest';
import { fit } from '../fit.ts';
import { smallModel, smallRun } from '../testing/small-run.ts';
import type { Callback } from './callback.ts';

/** Writes down what happens, each in a letter: a step, validation's begin and end, the end of an epoch. */
function recorder(): { watch: Callback; seen: () => string } {
  let seen = '';
  const note = (letter: string) => () => void (seen += letter);
  const watch = {
    type: 'recorder',
    settings: {},
    onStepEnd: note('s'),
    onValidationBegin: note('('),
    onValidationEnd: note(')'),
    onEpochEnd: note('e'),
  };
  return { watch, seen: () => seen };
}

it('come once per epoch, between its last step and its end', async () => {
  const { watch, seen } = recorder();
  await fit(smallModel(), { ...smallRun(), epochs: 2, callbacks: [watch] });
  expect(seen()).toBe('sssssss()esssssss()e');
});

it('come for a part of an epoch too, which has no end', async () => {
  const { watch, seen } = recorder();
  const stop = new AbortController();
  const onStep = () => stop.abort();
  await fit(smallModel(), { ...smallRun(), callbacks: [watch], onStep, signal: stop.signal });
  expect(seen()).toBe('s()');
});
