// The classes that one key gives, and a field for any other.
import { useEffect, useMemo, useRef, useState, type FormEvent } from 'react';
import type { ReviewItem } from '../../../../src/server/studio/contract/catalogue.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { ComboBox } from '../../ui/combo-box.tsx';
import { useActions } from '../../ui/use-actions.ts';
import { catalogueWords } from '../../words/catalogue.ts';
import { quickKey } from './core/queue.ts';
import type { ReviewState } from './use-review.ts';
import styles from './review.module.css';

interface ClassChoiceProps {
  readonly review: ReviewState;
  readonly item: ReviewItem;
  readonly classes: readonly string[];
}

export function ClassChoice({ review, item, classes }: ClassChoiceProps) {
  const [other, setOther] = useState('');
  const form = useRef<HTMLFormElement>(null);
  useActions(
    useMemo(
      () => [
        {
          ...{ id: 'review-other', name: catalogueWords.otherClass, section: catalogueWords.views.review },
          ...{ keys: 'c', run: () => form.current?.querySelector('input')?.focus() },
        },
      ],
      [],
    ),
  );
  const give = (event: FormEvent) => {
    event.preventDefault();
    const name = other.trim();
    if (name !== '') review.decide(item, name);
  };
  return (
    <section className={styles.choice} aria-label={catalogueWords.rightClass}>
      <h3>{catalogueWords.rightClass}</h3>
      <ul>
        {review.quick.map((name, place) => (
          <li key={name}>
            <button type="button" onClick={() => review.decide(item, name)}>
              <Kbd keys={quickKey(place)} /> <span>{name}</span>
            </button>
          </li>
        ))}
      </ul>
      <form ref={form} onSubmit={give}>
        <ComboBox
          isBare
          label={catalogueWords.otherClass}
          placeholder={catalogueWords.otherClass}
          value={other}
          onChange={setOther}
          suggestions={classes}
        />
        <Button type="submit" isDisabled={other.trim() === ''}>
          {catalogueWords.give}
        </Button>
      </form>
      <FocusPage />
    </section>
  );
}

/** After a decision from the field the keys work again: the field that had the focus is gone. */
function FocusPage() {
  useEffect(() => {
    if (document.activeElement === document.body) document.getElementById('page')?.focus();
  }, []);
  return null;
}
