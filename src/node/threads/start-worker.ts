// Starts threads from files of this program, compiled or as source.
import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a thread. As source it needs tsx on the thread too.
 *
 * @param file the thread's program, without its extension: compiled beside the caller, or as source
 * @param base the `import.meta.url` that the file is relative to
 */
export function startWorker(file: string, base: string, options: WorkerOptions): Worker {
  if (!base.endsWith('.ts')) return new Worker(new URL(`${file}.js`, base), options);
  const tsx = import.meta.resolve('tsx/esm/api');
  const source = new URL(`${file}.ts`, base).href;
  // With `--import`, Node 20 loads tsx on the thread, but tsx can't load the thread's own file.
  const program = `import('${tsx}').then(({ register }) => { register(); return import('${source}'); })`;
  return new Worker(program, { ...options, eval: true, execArgv: [] });
}
