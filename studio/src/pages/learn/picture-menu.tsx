// Which picture the walk goes through.
import { Menu } from '../../ui/menu.tsx';
import { learnWords } from '../../words/learn.ts';
import { ownFiles } from './core/own-files.ts';
import { samples } from './core/pictures.ts';
import { useFiles } from './drop-place.tsx';
import { useLearn } from './learn-context.ts';
import { useChosenSample } from './use-chosen-sample.ts';

export function PictureMenu() {
  const { store, go } = useLearn();
  const { choosePicture } = useFiles();
  const chosen = useChosenSample();
  const hasOwn = ownFiles.picture(store.walk.card.input) !== undefined;
  const shown =
    chosen === undefined ? learnWords.ownPicture : learnWords.sample(samples()[chosen]?.name ?? '');
  const show = (picture: string) => go({ picture, label: undefined });
  return (
    <Menu
      label={`${learnWords.picture}: ${shown}`}
      entries={[
        ...samples().map(({ name }, i) => ({
          ...{ id: String(i), name: learnWords.sample(name), run: () => show(String(i)) },
        })),
        ...(hasOwn ? [{ id: 'own', name: learnWords.ownPicture, run: () => show('own') }] : []),
        { id: 'open', name: learnWords.openPicture, icon: 'file', run: choosePicture },
      ]}
    >
      {shown}
    </Menu>
  );
}
