// The form of `atelier train`, the command line that it makes, and what such a run will take.
import { parseJson } from '../../protocol/parse-json.ts';
import type { App } from '../../routes/context.ts';
import {
  estimate,
  estimateRequest,
  trainRequest,
  type CommandLine,
  type Estimate,
} from '../contract/jobs.ts';
import { trainArgs } from '../jobs/new-job.ts';
import { runCommand } from '../jobs/run-command.ts';
import { shellLine } from '../../../shell-words.ts';
import type { Studio } from '../studio.ts';
import { withKnownData } from './known-data.ts';

export function addTrain(app: App, studio: Studio): void {
  app.get('/api/train/options', () => withKnownData(studio, studio.train));
  app.post('/api/train/command', async ({ body }): Promise<CommandLine> => {
    const { options } = parseJson('command', trainRequest, body as Buffer);
    const args = await trainArgs(studio, options);
    return { command: shellLine(args), args, config: await studio.train.toConfig(options) };
  });
  app.post('/api/estimate', async ({ body }, reply): Promise<Estimate> => {
    const { options, run } = parseJson('estimate', estimateRequest, body as Buffer);
    const args = await trainArgs(studio, options, run === undefined ? undefined : studio.runs.get(run).path);
    const words = [...args, '--out', studio.runs.root, '--dry-run'];
    const { document } = await runCommand(studio.program, words, reply.raw);
    return estimate.parse(document);
  });
}
