// An invented machine for the tests of documents and tables.
import type { Machine } from '../machine.ts';

export const machine: Omit<Machine, 'peakGflops'> = {
  processor: 'Some CPU',
  cores: 2,
  memoryGiB: 8,
  system: 'linux 6.1',
  node: '20.19.0',
  onnxruntime: '1.30.0',
  loadBefore: 0.04,
};
