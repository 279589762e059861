import type { Comparison } from '../../../../../src/server/studio/contract/comparisons.ts';
import { apiPath } from '../../../core/api.ts';
import type { Sheet } from '../../../core/picture-sheet.ts';

/** The file of the pictures on which two models differ. */
export const sheetOf = ({ id, sheet: { pictures, ...sheet } }: Pick<Comparison, 'id' | 'sheet'>): Sheet => ({
  ...sheet,
  rows: Math.ceil(pictures.length / sheet.columns),
  address: `/api/${apiPath('compare', id, 'pictures')}`,
});
