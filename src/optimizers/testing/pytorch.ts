// The paths of PyTorch's optimisers on the problem of descend.ts, at its ten rates. pytorch-fixtures.py
// writes the file and says how; tests only read it.
import { readFileSync } from 'node:fs';

const paths = JSON.parse(readFileSync(new URL('pytorch.fixture.json', import.meta.url), 'utf8')) as Record<
  string,
  number[][]
>;

/** The parameters after each step. */
export function pytorchPath(name: string): number[][] {
  const path = paths[name];
  if (!path) throw new Error(`pytorch.fixture.json: ${name} is missing; add it to pytorch-fixtures.py`);
  return path;
}
