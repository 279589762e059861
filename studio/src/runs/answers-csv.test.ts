import { expect, it } from 'vitest';
import { answersCsv } from './answers-csv.ts';

it('answers stand beside the true classes', () => {
  const samples = [
    { index: 4, label: 0, answer: 1, probability: 0.75 },
    { index: 9, label: 1, answer: 1, probability: 0.5, file: 'a, b.png' },
  ];
  expect(answersCsv({ samples, classNames: ['hat', 'bag'] })).toBe(
    'index,file,class,predicted,probability\n4,,hat,bag,0.75\n9,"a, b.png",bag,bag,0.5\n',
  );
});
