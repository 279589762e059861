import { runsWords } from '../../words/runs.ts';
import { settingName } from './core/columns.ts';

/** The heading of a column: words, or the name of a setting as the configuration has it. */
export const columnName = (id: string): string => settingName(id) ?? runsWords.columns[id] ?? id;
