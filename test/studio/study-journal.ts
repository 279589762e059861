// Studies as Optuna leaves them, with any number of trials.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const rate = JSON.stringify({
  name: 'FloatDistribution',
  attributes: { step: null, low: 1e-4, high: 1e-1, log: true },
});
const kind = JSON.stringify({ name: 'CategoricalDistribution', attributes: { choices: ['adam', 'sgd'] } });

/** A journal as Optuna writes it: trial i of n has rate 10^(-4 + 3i/n), value i/n; each fifth is pruned. */
export function journal(name: string, count: number): string {
  const trial = (i: number) => ({
    ...{ op_code: 4, worker_id: 'w', study_id: 0, datetime_start: '2026-01-01T00:00:00' },
    ...{ datetime_complete: '2026-01-01T00:01:00', user_attrs: {}, system_attrs: {} },
    ...(i % 5 === 0 ? { state: 2, value: null } : { state: 1, value: i / count }),
    distributions: { rate, kind },
    params: { rate: 10 ** (-4 + (3 * i) / count), kind: i % 2 },
    intermediate_values: { 1: i / count / 2 },
  });
  const study = { op_code: 0, worker_id: 'w', study_name: name, directions: [2] };
  return [study, ...Array.from({ length: count }, (_, i) => trial(i))]
    .map((operation) => `${JSON.stringify(operation)}\n`)
    .join('');
}

export async function writeStudy(runs: string, name: string, text: string): Promise<void> {
  await mkdir(join(runs, name), { recursive: true });
  await writeFile(join(runs, name, 'journal.log'), text);
}
