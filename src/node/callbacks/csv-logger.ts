import { historyTable } from '../../training/history-table.ts';
import type { Callback } from '../../training/callbacks/callback.ts';
import { writeFileAtomically } from '../atomic-write.ts';

/**
 * Keeps the history of training in a CSV file: a row for each epoch, the file always whole.
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
