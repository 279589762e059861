import { expect, it } from 'vitest';
import { emptyLog } from './empty-log.ts';

it('says what an empty log waits for, and nothing of waiting when the command has ended', () => {
  expect(emptyLog('running')).toContain('read the data');
  for (const status of ['finished', 'failed'] as const) expect(emptyLog(status)).not.toContain('yet');
});
