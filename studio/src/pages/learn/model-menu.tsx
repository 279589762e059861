// Which network the walk goes through: the one that comes with the page, a finished run, or a file.
import { useQuery } from '@tanstack/react-query';
import { runsQuery } from '../../core/queries.ts';
import { Menu } from '../../ui/menu.tsx';
import { learnWords } from '../../words/learn.ts';
import { useFiles } from './drop-place.tsx';
import { useLearn } from './learn-context.ts';

/** As many of the newest runs as a menu can show; all others open from their files. */
const most = 12;

export function ModelMenu() {
  const { store, go } = useLearn();
  const { chooseModel } = useFiles();
  const { data: runs = [] } = useQuery(runsQuery);
  const open = (model: string | undefined) => go({ model, ...nothing });
  const trained = runs
    .filter(({ bestEpoch }) => bestEpoch !== undefined)
    .sort((a, b) => b.modified - a.modified)
    .slice(0, most);
  return (
    <Menu
      label={learnWords.network}
      entries={[
        { id: 'primer', name: learnWords.primer, run: () => open(undefined) },
        ...trained.map(({ id, name, architecture = '' }) => ({
          ...{ id: `run ${id}`, name: `${name} · ${architecture}`, run: () => open(id) },
        })),
        { id: 'open', name: learnWords.openModel, icon: 'file', run: chooseModel },
      ]}
    >
      {store.walk.card.architecture.name}
    </Menu>
  );
}

/** Another network has other stages and other classes. */
const nothing = {
  ...{ stage: undefined, map: undefined, at: undefined, from: undefined, weight: undefined },
  label: undefined,
};
