// bench/.venv: the Python environment of the peers, with the versions in requirements.txt. Only the command
// `setup` creates it; measuring never installs anything.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { InputError } from '../src/errors.ts';

const venv = fileURLToPath(new URL('.venv', import.meta.url));
const requirements = fileURLToPath(new URL('requirements.txt', import.meta.url));

/** The interpreter inside bench/.venv. */
export const venvPython = `${venv}${process.platform === 'win32' ? '\\Scripts\\python.exe' : '/bin/python'}`;

const reportVersions = `
from importlib.metadata import version
for name in ("torch", "tensorflow-cpu", "keras", "numpy"): print(name, version(name))
`;

/**
 * Creates the environment or updates it to the pinned versions; what is already there stays. Prints the
 * versions to standard output. Throws an InputError if Python or pip fails.
 */
export function setUpPython(): void {
  if (!existsSync(venvPython)) run('python3', ['-m', 'venv', venv]);
  run(venvPython, ['-m', 'pip', 'install', '--disable-pip-version-check', '-r', requirements]);
  const versions = run(venvPython, ['-c', reportVersions], 'pipe');
  process.stdout.write(versions);
}

function run(program: string, args: string[], stdout: 'pipe' | 'stderr' = 'stderr'): string {
  const result = spawnSync(program, args, {
    stdio: ['ignore', stdout === 'pipe' ? 'pipe' : 2, 2],
    encoding: 'utf8',
  });
  if (result.error) throw new InputError(`setup: can't run ${program} (${result.error.message})`);
  if (result.status !== 0)
    throw new InputError(`setup: ${program} ${args.slice(0, 3).join(' ')} failed; see its output above`);
  return result.stdout;
}
