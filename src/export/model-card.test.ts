// The card of an export, as a person reads it.
import { expect, it } from 'vitest';
import { decodeModelCard } from '../nn/classifier-file.ts';
import { encodeModelCard, isModelCard } from './model-card.ts';
import { exportCase, layerModels } from './testing/models.ts';

const { bytes } = await exportCase(layerModels[0]!);
const card = decodeModelCard(bytes, 'model');
const facts = { format: 'onnx', input: 'uint8' };

it('says how the export stores weights, not how the model did', () => {
  const small = { ...card, weightStorage: 'int8' as const };
  expect(encodeModelCard(small, facts)).not.toContain('stored as');
  expect(encodeModelCard(card, { ...facts, storage: 'float16' })).toContain(
    '- **Weights stored as**: float16\n',
  );
});

it('has the accuracy before and after, if it was measured', () => {
  const accuracy = { count: 200, before: 0.94, after: 0.935 };
  expect(encodeModelCard(card, { ...facts, accuracy })).toContain(
    '- **Accuracy**: 94.00 % before the export, 93.50 % after it, on 200 validation pictures\n',
  );
  expect(encodeModelCard(card, facts)).not.toContain('**Accuracy**');
});

it('is known as a card; other Markdown is not', () => {
  expect(isModelCard(encodeModelCard(card, facts))).toBe(true);
  expect(isModelCard('# atelier\n\nA released model.\n')).toBe(false);
});
