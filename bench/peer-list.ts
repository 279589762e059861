// The peers: the name of each row and the process behind it. This is the order of the first repetition and of
// the table.
import { fileURLToPath } from 'node:url';
import { InputError } from '../src/errors.ts';
import type { Case, Work } from './protocol.ts';
import type { CommandLine } from './peer-process.ts';
import { venvPython } from './python-environment.ts';

export const ours = 'atelier';

interface PeerSpec {
  name: string;
  runtime: 'node' | 'python';
  file: URL;
  variant: string;
  /** Set if a step takes seconds to a minute. Such a peer takes one turn, in the one case below. */
  slow?: true;
}

/** The one case in which slow peers are measured. */
export const slowCase = { command: 'train-step', architecture: 'paper-cnn', batchSize: 128 } as const;

const jaxJs = new URL('./peers/jax-js.ts', import.meta.url);
const tfjs = new URL('./peers/tfjs.ts', import.meta.url);
const pytorch = new URL('./peers/pytorch_peer.py', import.meta.url);
const tensorflow = new URL('./peers/tensorflow_peer.py', import.meta.url);

const specs: PeerSpec[] = [
  { name: ours, runtime: 'node', file: new URL('./peers/atelier.ts', import.meta.url), variant: '' },
  { name: 'pytorch-nchw', runtime: 'python', file: pytorch, variant: 'nchw' },
  { name: 'pytorch-channels-last', runtime: 'python', file: pytorch, variant: 'channels-last' },
  { name: 'pytorch-compiled', runtime: 'python', file: pytorch, variant: 'compiled' },
  { name: 'tensorflow', runtime: 'python', file: tensorflow, variant: 'plain' },
  { name: 'tensorflow-xla', runtime: 'python', file: tensorflow, variant: 'xla' },
  { name: 'jax-js', runtime: 'node', file: jaxJs, variant: '', slow: true },
  { name: 'tfjs', runtime: 'node', file: tfjs, variant: '', slow: true },
];

export const peerNames = specs.map(({ name }) => name);

/** The peers that take one turn only, and only in `slowCase`. */
export const slowPeers = specs.filter(({ slow }) => slow).map(({ name }) => name);

/**
 * The peers in a comma-separated list; ours is always included and comes first. Throws an InputError for an
 * unknown name.
 */
export function selectPeers(list: string | undefined): string[] {
  if (list === undefined) return peerNames;
  const wanted = list.split(',').map((name) => name.trim());
  const unknown = wanted.find((name) => !peerNames.includes(name));
  if (unknown !== undefined) {
    throw new InputError(`--peers: expected names from ${peerNames.join(', ')}; got '${unknown}'`);
  }
  return peerNames.filter((name) => name === ours || wanted.includes(name));
}

/** The peers to measure in a case; slow ones only in `slowCase`. */
export function peersIn(
  command: Work['command'],
  { architecture, batchSize }: Case,
  peers: readonly string[],
) {
  const isSlowCase =
    command === slowCase.command &&
    architecture === slowCase.architecture &&
    batchSize === slowCase.batchSize;
  return isSlowCase ? peers : peers.filter((name) => !slowPeers.includes(name));
}

/** The command line that starts a peer with its work. */
export function commandLineOf(name: string, work: Omit<Work, 'variant'>): CommandLine {
  const spec = specs.find((candidate) => candidate.name === name)!;
  const file = fileURLToPath(spec.file);
  const task = JSON.stringify({ ...work, variant: spec.variant } satisfies Work);
  return spec.runtime === 'node'
    ? { program: process.execPath, args: ['--import', 'tsx', file, task], env: {} }
    : pythonCommandLine(work.threads, file, task);
}

/** The command line that runs a Python file with bench/.venv, or with the Python in $ATELIER_PYTHON. */
export function pythonCommandLine(threads: number, ...fileAndArguments: string[]): CommandLine {
  const named = process.env['ATELIER_PYTHON'];
  return {
    program: named ?? venvPython,
    args: ['-W', 'ignore', ...fileAndArguments],
    env: pythonEnvironment(threads),
    ifAbsent: named
      ? `ATELIER_PYTHON: ${named} can't be run`
      : 'bench/.venv is missing: run `npm run bench -- setup`, or set ATELIER_PYTHON to a Python that has the packages',
  };
}

/**
 * Changes only the number of threads, which is the same for all peers, and nothing else about how a peer
 * computes.
 */
function pythonEnvironment(threads: number): Record<string, string> {
  return {
    OMP_NUM_THREADS: String(threads),
    KERAS_BACKEND: 'tensorflow',
    TF_CPP_MIN_LOG_LEVEL: '2',
    CUDA_VISIBLE_DEVICES: '-1',
    TORCHINDUCTOR_COMPILE_THREADS: '1',
    PYTHONDONTWRITEBYTECODE: '1',
  };
}
