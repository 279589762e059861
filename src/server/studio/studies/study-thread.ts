// The thread that reads the journals of studies: replaying tens of thousands of trials takes seconds, in
// which the studio answers.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { answerCalls, Moved } from '../../../node/threads/calls.ts';
import type { StudyTrials } from '../contract/studies.ts';
import type { StudyCalls } from './calls.ts';
import { OpenJournal } from './open-journal.ts';
import { factsOf } from './study-facts.ts';
import { spaceFile, StudyIndex } from './study-index.ts';
import { trialsSince } from './study-trials.ts';
import { InputError } from '../../../errors.ts';

type Answer<Name extends keyof StudyCalls> = StudyCalls[Name][1];
type Call<Name extends keyof StudyCalls> = (
  argument: StudyCalls[Name][0],
) => Promise<Answer<Name> | Moved<Answer<Name>>>;

const indices = new Map<string, StudyIndex>();

function indexOf(root: string): StudyIndex {
  const index = indices.get(root) ?? new StudyIndex(root);
  indices.set(root, index);
  return index;
}

const list: Call<'list'> = async ({ root }) => {
  const { studies, ...others } = await indexOf(root).all();
  return { studies: studies.map(factsOf), ...others };
};

const pruned: Call<'pruned'> = async ({ root }) => {
  const { studies, unread } = await indexOf(root).all();
  const main = studies.filter(({ isMain }) => isMain);
  return {
    studies: main.map(({ folder, study: { trials } }) => ({
      folder,
      numbers: trials.flatMap(({ state, number }) => (state === 'pruned' ? [number] : [])),
    })),
    isPart: unread.length > 0,
  };
};

const facts: Call<'facts'> = async ({ root, id }) => {
  const found = await indexOf(root).get(id);
  return found && factsOf(found);
};

const trials: Call<'trials'> = async ({ root, id, since }) => {
  const found = await indexOf(root).get(id);
  if (!found) return undefined;
  const { study, folder, journal } = found;
  const space = await readFile(join(folder, spaceFile), 'utf8').catch(() => undefined);
  const { version } = journal;
  const answer: StudyTrials = {
    ...{ version, ...trialsSince(study, since === undefined ? 0 : journal.lengthOf(since)) },
    ...(space !== undefined && { space }),
  };
  const bytes = new TextEncoder().encode(JSON.stringify(answer));
  return new Moved(bytes, [bytes]);
};

const trial: Call<'trial'> = async ({ root, id, number }) => {
  const found = (await indexOf(root).get(id))?.study.trials[number];
  if (!found) return undefined;
  const { worker, start, complete, intermediate } = found;
  return { worker, curve: intermediate, ...(start && { start }), ...(complete && { complete }) };
};

const names: Call<'names'> = async ({ file }) => {
  const status = await stat(file);
  const journal = new OpenJournal(file, status);
  await journal.follow(status);
  if (journal.trouble !== undefined) throw new InputError(journal.trouble);
  return journal.studies.map(({ name }) => name);
};

answerCalls({ list, pruned, facts, trials, trial, names } satisfies {
  readonly [Name in keyof StudyCalls]: Call<Name>;
});
