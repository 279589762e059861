// Runs mutation tests over a folder, or over a random share of its functions:
// `npm run mutation -- src/metrics`, `npm run mutation -- src/metrics 20% 1` (share and seed).
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const [folder = 'src/metrics', share = '100%', seed = '1'] = process.argv.slice(2);
const sources = `${folder}/**/*.ts,!**/*.test.ts,!**/testing/**`;
const child = spawn('npx', ['stryker', 'run', '--mutate', sources], {
  stdio: 'inherit',
  env: { ...process.env, MUTATED_FOLDER: folder, MUTATION_SAMPLE: `${parseFloat(share) / 100}:${seed}` },
});
const [code] = (await once(child, 'exit')) as [number | null];
process.exitCode = code ?? 1;
