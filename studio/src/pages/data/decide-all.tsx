// One decision about all pictures that are shown: those of a class, of a search, inside a line. It is one
// step.
import type { Decided } from '../../../../src/server/studio/contract/data.ts';
import { toasts } from '../../core/toasts.ts';
import { Menu } from '../../ui/menu.tsx';
import { dataWords } from '../../words/data.ts';
import { count } from '../../words/numbers.ts';
import { stepOf, toClass } from './core/decision-step.ts';
import type { Item } from './core/items.ts';
import type { DataSetView } from './use-data-view.ts';

interface DecideAllProps {
  readonly view: DataSetView;
  readonly items: readonly Item[];
}

export function DecideAll({ view: { store, detail }, items }: DecideAllProps) {
  const { decisions, all } = dataWords;
  const entry = (id: string, name: string, decide: (item: Item) => Decided | null) => ({
    ...{ id, name },
    run: () => {
      store.decide(stepOf(items, decide));
      toasts.tell(all.done(count(items.length)));
    },
  });
  const hasSuggestions = items.every(({ suggested }) => suggested !== undefined);
  return (
    <Menu
      label={all.name(count(items.length))}
      entries={[
        entry('keep', decisions.keep, () => ({ decision: 'keep' })),
        ...(hasSuggestions ? [entry('accept', all.accept, (item) => toClass(item, item.suggested!))] : []),
        entry('exclude', decisions.exclude, () => ({ decision: 'exclude' })),
        entry('clear', all.clear, () => null),
        ...detail.classNames.map((name, label) =>
          entry(`class-${label}`, decisions.accept(name), (item) => toClass(item, label)),
        ),
      ]}
    >
      {all.name(count(items.length))}
    </Menu>
  );
}
