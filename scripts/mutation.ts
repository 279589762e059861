// Runs mutation tests over a folder: `npm run mutation -- src/metrics`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const [folder = 'src/metrics', ...more] = process.argv.slice(2);
const sources = `${folder}/**/*.ts,!**/*.test.ts,!**/testing/**`;
const child = spawn('npx', ['stryker', 'run', '--mutate', sources, ...more], {
  stdio: 'inherit',
  env: { ...process.env, MUTATED_FOLDER: folder },
});
const [code] = (await once(child, 'exit')) as [number | null];
process.exitCode = code ?? 1;
