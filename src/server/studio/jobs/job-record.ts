// What the disk keeps of a job: `<id>.json` says what was started, `<id>.log` what it printed, and
// `<id>.exit`, which the job itself writes as its last act, how it ended.
import { open, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '../../../node/files/atomic-write.ts';
import { hasCode } from '../../../node/files/system-errors.ts';
import { job } from '../contract/jobs.ts';

const jobRecord = job
  .pick({ id: true, kind: true, command: true, args: true, run: true, data: true, started: true })
  .extend({
    /** The process; missing if the server was killed while it started it. */
    process: z.object({ host: z.string(), pid: z.int(), start: z.string() }).optional(),
    /** Whether it was asked to stop. */
    isStopping: z.boolean().default(false),
  });

/** A job as it is on the disk. */
export interface JobRecord extends z.output<typeof jobRecord> {}

/** The files of jobs in a folder. */
export class JobFiles {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  logOf(id: string): string {
    return join(this.folder, `${id}.log`);
  }

  exitOf(id: string): string {
    return join(this.folder, `${id}.exit`);
  }

  /** The records of all jobs. Files that are none are left alone. */
  async readAll(): Promise<JobRecord[]> {
    const names = await readdir(this.folder).catch(() => []);
    const records = await Promise.all(
      names.filter((name) => name.endsWith('.json')).map((name) => readRecord(join(this.folder, name))),
    );
    return records.filter((record) => record !== undefined);
  }

  write(record: JobRecord): Promise<void> {
    return writeFileAtomically(
      join(this.folder, `${record.id}.json`),
      `${JSON.stringify(record, null, 2)}\n`,
    );
  }

  /** The exit code and when it was written; undefined if the job runs, or was killed. */
  async exit(id: string): Promise<{ readonly code: number; readonly time: number } | undefined> {
    const text = await readFile(this.exitOf(id), 'utf8').catch(() => '');
    const [, code, time] = /^(\d+) (\d+)\n$/.exec(text) ?? [];
    return code === undefined ? undefined : { code: Number(code), time: Number(time) };
  }

  /** The size of a log in bytes. */
  async logSize(id: string): Promise<number> {
    return (await stat(this.logOf(id)).catch(() => undefined))?.size ?? 0;
  }

  /** The last bytes of a log as whole lines, and whether there are more before them. */
  async tail(id: string, bytes: number): Promise<{ readonly text: string; readonly isCut: boolean }> {
    try {
      const { text, size } = await lastBytes(this.logOf(id), bytes);
      return size > bytes
        ? { text: text.slice(text.indexOf('\n') + 1), isCut: true }
        : { text, isCut: false };
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return { text: '', isCut: false };
      throw error;
    }
  }
}

async function lastBytes(path: string, most: number): Promise<{ text: string; size: number }> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const length = Math.min(size, most);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return { text: buffer.toString(), size };
  } finally {
    await file.close();
  }
}

async function readRecord(file: string): Promise<JobRecord | undefined> {
  try {
    return jobRecord.safeParse(JSON.parse(await readFile(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}
