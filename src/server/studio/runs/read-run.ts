// Reads what the files of a run say. A file that is missing or damaged takes nothing from the others.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../../errors.ts';
import { hasCode } from '../../../node/files/system-errors.ts';
import type { RunFile } from '../../../node/runs/run-directory.ts';
import { workerAmong } from '../../../node/runs/run-lock.ts';
import { parseHistory } from '../../../training/history-table.ts';
import { monitored } from '../../../training/callbacks/monitored.ts';
import { runProgress, runValidation, type RunProgress } from '../../../training/run-documents.ts';
import type { HistoryRow, RunValidation } from '../contract/runs.ts';

const config = z.looseObject({
  data: z.string().optional(),
  architecture: z.union([z.string(), z.looseObject({ name: z.string().optional() })]).optional(),
  from: z.looseObject({ model: z.string().optional(), freeze: z.unknown().optional() }).optional(),
  epochs: z.number().optional(),
  monitor: z.enum(monitored).default('validationAccuracy'),
});

const metrics = z.looseObject({
  data: z.string().optional(),
  architecture: z.string().optional(),
  parameters: z.number().optional(),
  epochs: z.number(),
  stopped: z.boolean(),
  stopReason: z.string().optional(),
});

const notes = z.object({ tags: z.array(z.string()).default([]), note: z.string().default('') });

/** The tags and the note that a person gave to a run. */
export interface RunNotes extends z.output<typeof notes> {}

/** What the files of a run say. */
export interface RunFiles {
  /** The configuration; undefined if it can't be read, and `trouble` says why. */
  readonly config: z.output<typeof config> | undefined;
  readonly trouble?: string;
  readonly history: readonly HistoryRow[];
  readonly metrics: z.output<typeof metrics> | undefined;
  /** When it was trained, and how far it is. */
  readonly progress: RunProgress | undefined;
  readonly notes: RunNotes;
  /** Which of these files are there and can't be read, each in a line. */
  readonly troubles: readonly string[];
  /** Whether a process works on the run. */
  readonly isHeld: boolean;
  /** When the folder last changed, in milliseconds since 1970. */
  readonly modified: number;
}

/** Whether the names in a folder are those of a run. */
export const isRunFolder = (names: readonly string[]): boolean =>
  (['config.json', 'history.csv', 'last.onnx'] satisfies RunFile[]).some((name) => names.includes(name));

/**
 * Reads a run.
 *
 * @throws the system's error if the folder is gone
 */
export async function readRun(folder: string): Promise<RunFiles> {
  const { mtimeMs } = await stat(folder); // first: what changes later is read again
  const names = await readdir(folder);
  const settings = await jsonOf(folder, 'config.json', config);
  const summary = await jsonOf(folder, 'metrics.json', metrics);
  const said = await jsonOf(folder, 'notes.json', notes);
  const progress = await jsonOf(folder, 'progress.json', runProgress);
  const history = await historyOf(folder);
  const worker = await workerAmong(names);
  const optional = [history, summary, said, progress];
  return {
    config: settings.value,
    ...(settings.trouble !== undefined && { trouble: settings.trouble }),
    history: history.value ?? [],
    metrics: summary.value,
    progress: progress.value && ofWorker(progress.value, worker?.pid),
    notes: said.value ?? { tags: [], note: '' },
    troubles: optional.flatMap((file) => (file.isMissing ? [] : (file.trouble ?? []))),
    isHeld: worker !== undefined,
    modified: mtimeMs,
  };
}

/** Without what another process told before it crashed. */
function ofWorker(progress: RunProgress, pid: number | undefined): RunProgress {
  const told = progress.now ?? progress.head;
  return told && told.pid !== pid ? { sessions: progress.sessions } : progress;
}

/** What a file says, or why it can't be read. */
interface FileRead<T> {
  readonly value?: T;
  readonly trouble?: string;
  readonly isMissing?: boolean;
}

/** What `validation.json` says; its trouble, if it is there and can't be read. */
export async function readValidation(folder: string): Promise<FileRead<RunValidation>> {
  const { value, trouble, isMissing } = await jsonOf(folder, 'validation.json', runValidation);
  if (value) return { value };
  return isMissing || trouble === undefined ? {} : { trouble };
}

async function jsonOf<S extends z.ZodType>(
  folder: string,
  name: RunFile,
  schema: S,
): Promise<FileRead<z.output<S>>> {
  const text = await textOf(folder, name);
  if (text.trouble !== undefined) return text as FileRead<never>;
  try {
    const { data, error } = schema.safeParse(JSON.parse(text.value!));
    return error ? { trouble: `${name} is not that of a run` } : { value: data };
  } catch {
    return { trouble: `${name} is not JSON` };
  }
}

async function historyOf(folder: string): Promise<FileRead<HistoryRow[]>> {
  const text = await textOf(folder, 'history.csv');
  if (text.trouble !== undefined) return text as FileRead<never>;
  try {
    return { value: parseHistory(text.value!, 'history.csv') };
  } catch (error) {
    if (error instanceof InputError) return { trouble: error.message };
    throw error;
  }
}

async function textOf(folder: string, name: RunFile): Promise<FileRead<string>> {
  try {
    return { value: await readFile(join(folder, name), 'utf8') };
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR', 'ELOOP', 'EIO')) throw error;
    const isMissing = hasCode(error, 'ENOENT');
    return { trouble: `${name} ${isMissing ? 'is missing' : 'can’t be read'}`, isMissing };
  }
}
