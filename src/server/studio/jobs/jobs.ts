// Commands that run in processes of their own, which outlive the server: a server that starts finds them by
// their records. They print into files, because a pipe would end with the server.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { makeFolder } from '../../../node/files/make-folder.ts';
import { isRunning, ownerOf } from '../../../node/files/process-owner.ts';
import { HttpError, notFound } from '../../errors.ts';
import type { Job, JobDetail } from '../contract/jobs.ts';
import { JobFiles, type JobRecord } from './job-record.ts';
import { jobOf } from './job-status.ts';
import { shellLine } from '../../../shell-words.ts';

/** How many jobs may run at once. */
const mostRunning = 8;
/** How often to look whether the processes still run. */
const lookMs = 300;
/** How much of a log a page gets, and how much of it is searched for a reason. */
const tailBytes = 64 * 1024;
const reasonBytes = 2048;

/** What to start. */
export interface NewJob extends Pick<JobRecord, 'kind' | 'args' | 'run' | 'data'> {}

/** Who is told of jobs. */
export interface JobListener {
  /** A job is new or has another state. */
  readonly onChange: (job: Job) => void;
  /** A job that runs has written more into its log. */
  readonly onLog: (id: string) => void;
  /** A job could not be looked at; it is tried again. */
  readonly onError: (error: unknown) => void;
}

/** The jobs of a folder, until it is closed. */
export class Jobs {
  private readonly files: JobFiles;
  private readonly program: readonly string[];
  private readonly listener: JobListener;
  private readonly records = new Map<string, JobRecord>();
  private readonly jobs = new Map<string, Job>();
  /** How long the logs of jobs were at the last look. */
  private readonly logs = new Map<string, number>();
  /** The newest job of each run. */
  private readonly newest = new Map<string, string>();
  private readonly timer: NodeJS.Timeout;
  private turn: Promise<unknown> = Promise.resolve();

  private constructor(folder: string, program: readonly string[], listener: JobListener) {
    this.files = new JobFiles(folder);
    this.program = program;
    this.listener = listener;
    this.timer = setInterval(() => this.attempt(this.look()), lookMs).unref();
  }

  /**
   * Finds the jobs that were started before.
   *
   * @param program the words that run `atelier` under Node
   */
  static async open(folder: string, program: readonly string[], listener: JobListener): Promise<Jobs> {
    await makeFolder(folder);
    const jobs = new Jobs(folder, program, listener);
    for (const record of await jobs.files.readAll()) {
      jobs.records.set(record.id, record);
      await jobs.refresh(record.id);
    }
    return jobs;
  }

  /** All jobs, the newest first. */
  list(): Job[] {
    return [...this.jobs.values()].sort((a, b) => b.started - a.started || (a.id < b.id ? 1 : -1));
  }

  /** The newest job of a run. */
  ofRun(run: string): Job | undefined {
    const id = this.newest.get(run);
    return id === undefined ? undefined : this.jobs.get(id);
  }

  /** @throws HttpError 404 if there is no such job */
  async detail(id: string): Promise<JobDetail> {
    this.record(id);
    const { text, isCut } = await this.files.tail(id, tailBytes);
    return { ...this.jobs.get(id)!, log: text, isLogCut: isCut };
  }

  /**
   * Starts a command. One is started after the other, so that what `plan` finds free stays free.
   *
   * @throws HttpError 409 if too many run, and what `plan` throws
   */
  start(plan: () => Promise<NewJob>): Promise<Job> {
    const job = this.turn.then(async () => this.startNow(await plan()));
    this.turn = job.catch(() => undefined);
    return job;
  }

  private async startNow({ kind, args, run, data }: NewJob): Promise<Job> {
    const running = this.list().filter(({ status }) => status === 'running' || status === 'stopping');
    if (running.length >= mostRunning)
      throw new HttpError(409, `${running.length} jobs run already; wait for one or stop one`);
    const started = Date.now();
    const id = `${new Date(started).toISOString().replace(/\D/g, '').slice(0, 14)}-${randomBytes(3).toString('hex')}`;
    const record = { id, kind, args: [...args], command: shellLine(args), started, isStopping: false };
    const about = { ...(run !== undefined && { run }), ...(data !== undefined && { data }) };
    await this.save({ ...record, ...about });
    const pid = await this.spawn(id, args);
    await this.save({ ...this.record(id), process: await ownerOf(pid) });
    return this.refresh(id);
  }

  /**
   * Asks a job to stop, as Ctrl-C does: training ends after its step and can be resumed.
   *
   * @throws HttpError 404 if there is no such job, 409 if it has ended
   */
  async stop(id: string): Promise<Job> {
    const record = this.record(id);
    if (!record.process || !(await isRunning(record.process)))
      throw new HttpError(409, 'this job has ended already');
    if (record.isStopping) return this.jobs.get(id)!;
    await this.save({ ...record, isStopping: true });
    process.kill(record.process.pid, 'SIGINT');
    return this.refresh(id);
  }

  /** Stops to look after the jobs. They go on. */
  close(): void {
    clearInterval(this.timer);
  }

  private record(id: string): JobRecord {
    const record = this.records.get(id);
    if (!record) throw notFound(`there is no job ${JSON.stringify(id.slice(0, 100))}`);
    return record;
  }

  private async save(record: JobRecord): Promise<void> {
    await this.files.write(record);
    this.records.set(record.id, record);
  }

  private async spawn(id: string, args: readonly string[]): Promise<number> {
    const log = await open(this.files.logOf(id), 'a');
    try {
      const child = spawn(process.execPath, [...this.program, ...args], {
        detached: true,
        stdio: ['ignore', log.fd, log.fd],
        env: { ...process.env, ATELIER_EXIT_FILE: this.files.exitOf(id) },
      });
      child.once('exit', () => this.attempt(this.refresh(id)));
      await once(child, 'spawn');
      child.unref();
      return child.pid!;
    } finally {
      await log.close();
    }
  }

  private noteRun({ run, id, started }: Job): void {
    if (run === undefined) return;
    const other = this.ofRun(run);
    if (!other || other.started <= started) this.newest.set(run, id);
  }

  private async look(): Promise<void> {
    for (const { id, status } of this.jobs.values())
      if (status === 'running' || status === 'stopping') {
        await this.refresh(id);
        await this.noteLog(id);
      }
  }

  private async noteLog(id: string): Promise<void> {
    const size = await this.files.logSize(id);
    if (size === (this.logs.get(id) ?? 0)) return;
    this.logs.set(id, size);
    this.listener.onLog(id);
  }

  private attempt(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.listener.onError(error));
  }

  /** Finds out how a job stands, and tells of it if that is new. */
  private async refresh(id: string): Promise<Job> {
    const record = this.record(id);
    // In this order: a job that has ended between the two has left its exit code.
    const runs = record.process !== undefined && (await isRunning(record.process)) !== false;
    const exit = await this.files.exit(id);
    // A process may be there for a moment after it has left its exit code, and is not looked at again.
    const log = runs && !exit ? '' : (await this.files.tail(id, reasonBytes)).text;
    const job = jobOf(this.record(id), { isRunning: runs, exit, log });
    const before = this.jobs.get(id);
    this.jobs.set(id, job);
    this.noteRun(job);
    if (JSON.stringify(job) !== JSON.stringify(before)) this.listener.onChange(job);
    return job;
  }
}
