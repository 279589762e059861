// The form of `atelier train`, the command line that it makes, and what such a run will take.
import { parseJson } from '../../protocol/parse-json.ts';
import type { App } from '../../routes/context.ts';
import { estimate, estimateRequest, type CommandLine, type Estimate } from '../contract/jobs.ts';
import { trainArgs } from '../jobs/new-job.ts';
import { runCommand } from '../jobs/run-command.ts';
import { shellLine } from '../../../shell-words.ts';
import type { Studio } from '../studio.ts';

export function addTrain(app: App, studio: Studio): void {
  app.get('/api/train/options', () =>
    studio.train.fields.map((field) => (field.name === 'data' ? { ...field, ...knownData(studio) } : field)),
  );
  app.post('/api/train/command', async ({ body }): Promise<CommandLine> => {
    const { options } = parseJson('command', estimateRequest, body as Buffer);
    const args = await trainArgs(studio, options);
    return { command: shellLine(args), args, config: await studio.train.toConfig(options) };
  });
  app.post('/api/estimate', async ({ body }, reply): Promise<Estimate> => {
    const { options } = parseJson('estimate', estimateRequest, body as Buffer);
    const args = await trainArgs(studio, options);
    const words = [...args, '--out', studio.runs.root, '--dry-run'];
    const { document } = await runCommand(studio.program, words, reply.raw);
    return estimate.parse(document);
  });
}

/** The data sets that one can train on without another word. */
const knownData = ({ workspace: { data } }: Pick<Studio, 'workspace'>) => ({
  suggestions: data.map((known) => known.data),
  about: Object.fromEntries(
    data.map((known) => [known.data, builtIn[known.id] ?? 'a folder that the studio was started with']),
  ),
});

const builtIn: Readonly<Record<string, string>> = {
  'fashion-mnist': '70,000 grey pictures of clothes in ten classes',
  sketches: '14,000 grey pictures of clothes, drawn by the program',
};
