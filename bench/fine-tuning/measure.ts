// `bench fine-tuning`: a step of fine-tuning all layers, and the extraction of features, beside PyTorch. The
// peers take turns as in the other commands. PyTorch writes the ONNX files that this project reads.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { InputError } from '../../src/errors.ts';
import { pythonCommandLine } from '../peer-list.ts';
import { PeerProcess, type CommandLine } from '../peer-process.ts';
import { distinct, integer, seconds } from '../question.ts';
import { whatWasDisturbed } from '../result-document.ts';
import { median } from '../statistics.ts';
import { takeTurns, type Measurement } from '../take-turns.ts';
import { describeMachine } from '../machine.ts';
import { networkNames, networks, tasks, type FineTuningWork, type Network, type Task } from './protocol.ts';

/** The options, as the command line gives them. */
export interface FineTuningOptions {
  readonly networks: string;
  readonly tasks: string;
  readonly batchSize: string;
  readonly repetitions: string;
  readonly seconds: string;
  readonly threads: string;
}

export const fineTuningDefaults = {
  networks: networkNames.join(','),
  tasks: tasks.join(','),
  batchSize: '16,32',
  repetitions: '5',
  seconds: '6',
  threads: '2',
} as const satisfies FineTuningOptions;

/** One peer in one case. */
export interface FineTuningRow {
  readonly network: Network;
  readonly task: Task;
  readonly batchSize: number;
  readonly name: string;
  /** The median of the repetitions. */
  readonly imagesPerSecond: number;
  /** Our images per second over theirs; 1 for ours. */
  readonly ratio: number;
  readonly peakMemoryMiB: number;
  readonly versions: Readonly<Record<string, string>>;
}

export interface FineTuningDocument {
  readonly machine: ReturnType<typeof describeMachine>;
  readonly rows: readonly FineTuningRow[];
  /** What was missing or disturbed, a line each. */
  readonly notes: readonly string[];
}

/** Measures all cases, and reports progress line by line. */
export async function measureFineTuning(
  options: FineTuningOptions,
  progress: (message: string) => void,
): Promise<FineTuningDocument> {
  const given = checked(options);
  const machine = describeMachine();
  const rows: FineTuningRow[] = [];
  const notes: string[] = [];
  const folder = await mkdtemp(join(tmpdir(), 'atelier-fine-tuning-'));
  try {
    for (const network of given.networks) {
      const file = join(folder, `${network}.onnx`);
      progress(`${network}: PyTorch writes its ONNX file`);
      await exportNetwork(network, file, given.threads);
      for (const task of given.tasks)
        for (const batchSize of given.batchSizes) {
          const what = `${network}, ${task}, batch ${batchSize}`;
          progress(what);
          const work = { network, task, side: networks[network].side, file, batchSize, ...given };
          const { measurements, missing, othersCores } = await measureCase(work, given, progress);
          rows.push(...rowsOf({ network, task, batchSize }, measurements));
          notes.push(...missing.map(({ name, reason }) => `missing: ${what}: ${name}: ${reason}`));
          notes.push(...whatWasDisturbed([{ what, othersCores }], machine.cores));
        }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { machine, rows, notes };
}

function checked(options: FineTuningOptions) {
  return {
    networks: known('--networks', options.networks, networkNames),
    tasks: known('--tasks', options.tasks, tasks),
    batchSizes: distinct(options.batchSize).map((size) => integer('--batch-size', size, 1, 1024)),
    repetitions: integer('--repetitions', options.repetitions, 1, 1000),
    seconds: seconds(options.seconds),
    threads: integer('--threads', options.threads, 1, 1024),
    seed: 1,
  };
}

const known = <Name extends string>(option: string, list: string, names: readonly Name[]): Name[] =>
  distinct(list).map((name) => {
    const found = names.find((candidate) => candidate === name);
    if (found) return found;
    throw new InputError(`${option}: expected names from ${names.join(', ')}; got '${name}'`);
  });

const python = fileURLToPath(new URL('pytorch_peer.py', import.meta.url));

async function exportNetwork(network: Network, file: string, threads: number): Promise<void> {
  const side = String(networks[network].side);
  const { program, args, env, ifAbsent } = pythonCommandLine(threads, python, 'export', network, side, file);
  try {
    await promisify(execFile)(program, args, { env: { ...process.env, ...env } });
  } catch (error) {
    const { code, stderr } = error as { code?: unknown; stderr?: string };
    const reason = code === 'ENOENT' ? ifAbsent : stderr?.trim().split('\n').at(-1);
    throw new InputError(`bench fine-tuning: ${reason ?? String(error)}`);
  }
}

type CaseWork = Omit<FineTuningWork, 'variant'>;

function measureCase(
  work: CaseWork,
  { repetitions, seconds: length }: { repetitions: number; seconds: number },
  progress: (message: string) => void,
) {
  const { parameters } = networks[work.network];
  const peers = Object.entries(peerCommands).map(
    ([name, commandOf]) => new PeerProcess(name, commandOf(work)),
  );
  return takeTurns(peers, { repetitions, seconds: length, slow: [], parameters, progress });
}

const pytorch =
  (variant: string) =>
  (work: CaseWork): CommandLine =>
    pythonCommandLine(work.threads, python, JSON.stringify({ ...work, variant }));

const peerCommands: Record<string, (work: CaseWork) => CommandLine> = {
  atelier: (work) => ({
    program: process.execPath,
    args: [
      ...['--import', 'tsx', fileURLToPath(new URL('atelier-peer.ts', import.meta.url))],
      JSON.stringify({ ...work, variant: '' }),
    ],
    env: {},
  }),
  'pytorch-nchw': pytorch('nchw'),
  'pytorch-channels-last': pytorch('channels-last'),
};

function rowsOf(
  of: Pick<FineTuningRow, 'network' | 'task' | 'batchSize'>,
  measurements: readonly Measurement[],
): FineTuningRow[] {
  const speed = ({ bursts }: Measurement) => median(bursts.map(({ images, seconds: s }) => images / s));
  const ours = measurements.find(({ name }) => name === 'atelier');
  return measurements.map((measurement) => ({
    ...of,
    name: measurement.name,
    imagesPerSecond: speed(measurement),
    ratio: ours ? speed(ours) / speed(measurement) : NaN,
    peakMemoryMiB: Math.max(...measurement.bursts.map(({ peakMemoryMiB }) => peakMemoryMiB ?? NaN)),
    versions: measurement.versions,
  }));
}

/** The document as text, with a Markdown table. */
export function fineTuningTable({ machine, rows, notes }: FineTuningDocument): string {
  const versions = Object.assign({ node: machine.node }, ...rows.map((row) => row.versions)) as object;
  return [
    `machine: ${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB`,
    `versions: ${Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}`,
    '',
    '| network | work | batch | name | images/s | ours/theirs | peak MiB |',
    '| --- | --- | ---: | --- | ---: | ---: | ---: |',
    ...rows.map(
      ({ network, task, batchSize, name, imagesPerSecond, ratio, peakMemoryMiB }) =>
        `| ${[network, task, batchSize, name, imagesPerSecond.toFixed(1), ratio.toFixed(2), peakMemoryMiB.toFixed(0)].join(' | ')} |`,
    ),
    ...(notes.length ? ['', ...notes] : []),
  ].join('\n');
}
