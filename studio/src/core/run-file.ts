import { apiPath } from './api.ts';

/** The address of a file of a run. */
export const runFileAddress = (id: string, file: string): string =>
  `/api/${apiPath('runs', id, 'files', file)}`;
