// Small networks of each family as PyTorch's exporters write them (bench/foreign/foreign_models.py --small):
// the scores are ONNX Runtime's, the gradients by all weights PyTorch's.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readForeign } from './read-foreign.ts';
import { agreementOf, type FileRecord } from './testing/agreement.ts';

const folder = new URL('testing/models/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.onnx'));

function recordOf(file: string): FileRecord {
  const stem = file.split('.')[0]!;
  const described = JSON.parse(readFileSync(new URL(`${stem}.json`, folder), 'utf8')) as FileRecord;
  const bytes = new Uint8Array(readFileSync(new URL(`${stem}.bin`, folder)));
  return { ...described, numbers: new Float32Array(bytes.buffer) };
}

it('has each family by both exporters', () => {
  const names = files.map((file) => file.split('.')[0]!);
  expect(new Set(names).size).toBe(11);
  expect(files.length).toBe(22);
});

describe('a network from PyTorch', () => {
  it.each(files)('%s', async (file) => {
    const record = recordOf(file);
    const model = readForeign(readFileSync(new URL(file, folder)), { batch: record.input[0]! });
    const { output, worst, compared, weights } = await agreementOf(model, record);
    expect(output).toBeLessThan(1e-5);
    expect(worst).toBeLessThan(1e-4);
    // The newer exporter folds normalisation into convolutions, whose weights PyTorch doesn't have.
    expect(compared).toBeGreaterThanOrEqual(file.includes('torchscript') ? weights : 2);
  });
});
