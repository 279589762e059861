import { expect, it } from 'vitest';
import { codeOf } from './code.ts';

it('has the configuration without the version, and the last part of the name', () => {
  const code = codeOf({ name: 'sweep/trial-3', fullConfig: { version: '0.1.0', epochs: 3 } });
  expect(code).toContain('"epochs": 3');
  expect(code).not.toContain('version');
  expect(code).toContain('writeFile("trial-3.onnx", best)');
});

it('writes nothing for a configuration that cannot be read', () => {
  expect(codeOf({ name: 'broken', fullConfig: null })).toBeUndefined();
});
