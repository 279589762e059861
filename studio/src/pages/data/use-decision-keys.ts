// One key for each decision about the active picture.
import { useMemo } from 'react';
import type { Decided } from '../../../../src/server/studio/contract/data.ts';
import type { Action } from '../../core/actions.ts';
import { useActions } from '../../ui/use-actions.ts';
import { dataWords } from '../../words/data.ts';
import { toClass } from './core/decision-step.ts';
import type { Item } from './core/items.ts';

/** The first ten classes have a digit. */
export const digitOf = (label: number): string | undefined => (label < 10 ? String(label) : undefined);

export function useDecisionKeys(
  item: Item,
  classNames: readonly string[],
  decide: (decided: Decided | null) => void,
): void {
  const actions = useMemo((): readonly Action[] => {
    const { decisions, section } = dataWords;
    const { suggested } = item;
    const to = (label: number) => () => decide(toClass(item, label));
    return [
      { id: 'keep', name: decisions.keep, section, keys: 'k', run: () => decide({ decision: 'keep' }) },
      {
        id: 'exclude',
        name: decisions.exclude,
        section,
        keys: 'x',
        run: () => decide({ decision: 'exclude' }),
      },
      { id: 'clear', name: decisions.clear, section, keys: 'Backspace', run: () => decide(null) },
      ...(suggested === undefined
        ? []
        : [{ id: 'accept', name: decisions.acceptNothing, section, keys: 'a', run: to(suggested) }]),
      ...classNames.slice(0, 10).map((name, label) => ({
        ...{ id: `label-${label}`, name: decisions.accept(name), section, keys: String(label) },
        run: to(label),
      })),
    ];
  }, [item, classNames, decide]);
  useActions(actions);
}
