// The decisions about a picture, each with its key.
import type { Decided } from '../../../../src/server/studio/contract/data.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { Select } from '../../ui/select.tsx';
import { dataWords } from '../../words/data.ts';
import { toClass } from './core/decision-step.ts';
import type { Item } from './core/items.ts';
import { digitOf } from './use-decision-keys.ts';
import type { DataSetView } from './use-data-view.ts';
import styles from './data.module.css';

interface DecisionButtonsProps {
  readonly view: DataSetView;
  readonly item: Item;
  readonly decided: Decided | undefined;
  readonly decide: (decided: Decided | null) => void;
}

export function DecisionButtons({ view, item, decided, decide }: DecisionButtonsProps) {
  const { classNames } = view.detail;
  const { decisions, states } = dataWords;
  const isNow = (decision: Decided['decision'], label?: number): boolean =>
    decided?.decision === decision && (decided.decision !== 'relabel' || decided.label === label);
  const choice = (name: string, keys: string | undefined, next: Decided) => (
    <button
      type="button"
      key={name}
      className={styles.decision}
      aria-pressed={isNow(next.decision, next.decision === 'relabel' ? next.label : undefined)}
      onClick={() => decide(next)}
    >
      <span>{name}</span>
      {keys !== undefined && <Kbd keys={keys} />}
    </button>
  );
  const { suggested } = item;
  return (
    <section aria-label={dataWords.decision}>
      <p className={styles.state} role="status">
        {decided
          ? decided.decision === 'relabel'
            ? states.relabel(classNames[decided.label]!)
            : states[decided.decision]
          : ''}
      </p>
      <div className={styles.decisions}>
        {choice(decisions.keep, 'k', { decision: 'keep' })}
        {suggested !== undefined &&
          choice(decisions.accept(classNames[suggested]!), 'a', { decision: 'relabel', label: suggested })}
        {choice(decisions.exclude, 'x', { decision: 'exclude' })}
      </div>
      <Select
        label={decisions.relabel}
        choices={classNames.map((name, label) => ({ id: String(label), name: withDigit(name, label) }))}
        chosen={String(decided?.decision === 'relabel' ? decided.label : item.label)}
        onChoose={(id) => decide(toClass(item, Number(id)))}
      />
      {item.split !== 'train' && <p className={styles.quiet}>{dataWords.heldOut}</p>}
    </section>
  );
}

const withDigit = (name: string, label: number): string => {
  const digit = digitOf(label);
  return digit === undefined ? name : `${digit} · ${name}`;
};
