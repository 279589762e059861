import { historyTable } from '../../training/history-table.ts';
import type { Callback } from '../../training/callbacks/callback.ts';
import { writeFileAtomically } from '../files/atomic-write.ts';

/**
 * Writes the history of training to a CSV file, a row for each epoch. The file is always complete.
 *
 * @example
 * const { train } = sketches({ train: 600 });
 * await fit(lenet5(10), { data: train, callbacks: [csvLogger('history.csv')] });
 */
export const csvLogger = (file: string): Callback => ({
  type: 'csvLogger',
  settings: {},
  onEpochEnd: ({ history, perEpoch }) => writeFileAtomically(file, historyTable(history, perEpoch)),
});
