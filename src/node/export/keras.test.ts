// What a Python without Keras answers; exports.test.ts runs one that has it.
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { InputError } from '../../errors.ts';
import { predictWithKeras } from './keras.ts';

/** A program in place of Python that fails with a last line on standard error. */
async function failing(line: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-python-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'python');
  await writeFile(file, `#!/bin/sh\ncat >&2 <<'end'\nTraceback\n${line}\nend\nexit 1\n`);
  await chmod(file, 0o755);
  return file;
}

it.skipIf(process.platform === 'win32').each([
  ['keras', 'Keras'],
  ['tensorflow', 'tensorflow'],
  ['numpy.core', 'numpy'],
])('a Python without %s is refused by name', async (module, name) => {
  const python = await failing(`ModuleNotFoundError: No module named '${module}'`);
  await expect(predictWithKeras(python, [])).rejects.toThrow(
    new InputError(`ATELIER_PYTHON: '${python}' has no ${name}`),
  );
});

it('a Python that is missing is refused', async () => {
  await expect(predictWithKeras('/no/python', [])).rejects.toThrow(
    new InputError("ATELIER_PYTHON: can't run '/no/python': ENOENT"),
  );
});
