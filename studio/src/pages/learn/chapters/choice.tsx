// A few choices in a row, of which one is chosen.
import { useId, type ReactNode } from 'react';
import styles from './choice.module.css';

interface ChoiceProps<Id extends string | number> {
  readonly label: string;
  /** What is shown is the name, or other content that the name describes. */
  readonly choices: readonly { readonly id: Id; readonly name: string; readonly content?: ReactNode }[];
  readonly chosen: Id | undefined;
  readonly onChoose: (id: Id) => void;
}

/** Radio buttons: one tab stop, arrow keys choose. */
export function Choice<Id extends string | number>({ label, choices, chosen, onChoose }: ChoiceProps<Id>) {
  const group = useId();
  return (
    <div role="radiogroup" aria-label={label} className={styles.choices}>
      {choices.map(({ id, name, content }) => (
        <label
          key={id}
          className={`${styles.choice} ${content === undefined ? '' : styles.pictured}`}
          title={content === undefined ? undefined : name}
        >
          <input
            type="radio"
            name={group}
            aria-label={name}
            checked={id === chosen}
            onChange={() => onChoose(id)}
          />
          {content ?? name}
        </label>
      ))}
    </div>
  );
}
