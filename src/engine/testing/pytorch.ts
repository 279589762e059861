// Results that PyTorch computed in float64, for what TensorFlow.js lacks. pytorch-fixtures.py writes the file
// and says how; tests only read it.
import { readFileSync } from 'node:fs';

interface Figures {
  readonly shape: number[];
  readonly data: number[];
}

export interface PytorchFixture {
  readonly inputs: Figures[];
  readonly output: Figures;
  /** The weights of the output's elements in the loss. */
  readonly weights: number[];
  /** The gradients of the loss with respect to each input. */
  readonly gradients: number[][];
}

const fixtures = JSON.parse(readFileSync(new URL('pytorch.fixture.json', import.meta.url), 'utf8')) as Record<
  string,
  PytorchFixture
>;

export function pytorchFixture(name: string): PytorchFixture {
  const fixture = fixtures[name];
  if (!fixture) throw new Error(`pytorch.fixture.json: ${name} is missing; add it to pytorch-fixtures.py`);
  return fixture;
}

export const pytorchFixtureNames = (): string[] => Object.keys(fixtures);
