// Runs `atelier studio` until Ctrl-C or SIGTERM.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { startStudio } from '../../server/studio/server.ts';
import { notice, printResult } from '../terminal/output.ts';
import { signalled } from '../terminal/signalled.ts';
import { openInBrowser } from './open-in-browser.ts';
import { trainForm } from './train-form.ts';
import { tuneForm } from './tune-form.ts';

/** The options as commander gives them. */
export interface StudioOptions {
  readonly runs: string;
  readonly data?: string[];
  readonly models?: string[];
  readonly catalogue?: string[];
  readonly inspector?: string[];
  readonly pieces?: string[];
  readonly port?: number;
  readonly open: boolean;
}

/** The sources, the compiled program and the package are equally deep. */
const place = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** Serves the studio until a signal comes. @throws InputError if it can't start */
export async function studio(options: StudioOptions): Promise<void> {
  const {
    runs,
    data = [],
    catalogue: catalogues,
    inspector: inspectors,
    pieces,
    models,
    port,
    open,
  } = options;
  const log = pino({ level: 'warn', base: null }, pino.destination({ dest: 2, sync: true }));
  const server = await startStudio(
    {
      folders: { runs, data, catalogues, inspectors, pieces, models },
      program: [place('bin/atelier.js')],
      train: trainForm(),
      tune: tuneForm(),
      pages: pagesFolder(),
    },
    port,
    log,
  );
  printResult(server.url);
  notice('the studio runs; Ctrl-C ends it, and what it trains goes on');
  if (open) openInBrowser(server.url);
  await signalled();
  await server.stop();
  notice('the studio has ended');
}

/** A checkout keeps the pages with what else it compiles. */
const pagesFolder = (): string =>
  place(existsSync(place('scripts/compile.js')) ? '.built/studio' : 'dist/studio');
