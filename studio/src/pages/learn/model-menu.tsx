// Which network the walk goes through: the one that comes with the page, a finished run, or a file.
import { useQuery } from '@tanstack/react-query';
import { modelsQuery, runsQuery } from '../../core/queries.ts';
import type { Model } from '../../../../src/server/studio/contract/models.ts';
import { architectureNames } from '../../../../src/architectures/names.ts';
import { Menu } from '../../ui/menu.tsx';
import { learnWords } from '../../words/learn.ts';
import { useFiles } from './drop-place.tsx';
import { useLearn } from './learn-context.ts';

/** As many as a menu can show; all others open from their files. */
const most = 12;

export function ModelMenu() {
  const { store, go } = useLearn();
  const { chooseModel } = useFiles();
  const shown = store.walk.card.architecture.name;
  const { data: models = [] } = useQuery(modelsQuery);
  const { data: runs = [] } = useQuery(runsQuery);
  const open = (model: string | undefined) => go({ model, ...nothing });
  const architectureOf = ({ id, card }: Model) =>
    card?.architecture ?? runs.find((run) => run.id === id)?.architecture ?? '';
  const plain = models.filter((model) => mayBePlain(architectureOf(model))).slice(0, most);
  return (
    <Menu
      label={`${learnWords.network}: ${shown}`}
      entries={[
        { id: 'primer', name: learnWords.primer, run: () => open(undefined) },
        ...plain.map((model) => ({
          ...{ id: `model ${model.id}`, name: learnWords.model(model.name, architectureOf(model)) },
          run: () => open(model.id),
        })),
        { id: 'open', name: learnWords.openModel, icon: 'file', run: chooseModel },
      ]}
    >
      {shown}
    </Menu>
  );
}

/** The program's own architectures are known to be plain or not; others show it when they are opened. */
const mayBePlain = (architecture: string): boolean =>
  ['paper-cnn', 'lenet5', 'vgg-small', 'mobilenet-small'].includes(architecture) ||
  !architectureNames.some((name) => name === architecture);

/** Another network has other stages and other classes. */
const nothing = {
  ...{ stage: undefined, map: undefined, at: undefined, from: undefined, weight: undefined },
  label: undefined,
};
