// The item that a person decides about now.
import { useEffect, useMemo, useRef } from 'react';
import type { ReviewItem } from '../../../../src/server/studio/contract/catalogue.ts';
import type { Action } from '../../core/actions.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useActions } from '../../ui/use-actions.ts';
import { catalogueWords } from '../../words/catalogue.ts';
import { number, percent } from '../../words/numbers.ts';
import { ClassChoice } from './class-choice.tsx';
import { quickKey } from './core/queue.ts';
import { Picture } from './picture.tsx';
import type { ReviewState } from './use-review.ts';
import styles from './review.module.css';

interface ReviewCardProps {
  readonly catalogue: string;
  readonly review: ReviewState;
  readonly item: ReviewItem;
  readonly classes: readonly string[];
}

export function ReviewCard({ catalogue, review, item, classes }: ReviewCardProps) {
  useReviewKeys(review);
  const { category, novelty, reasons } = item;
  const keeps = category !== null && category !== item.class;
  return (
    <article className={styles.card} aria-label={item.key}>
      <div className={styles.picture}>
        <Picture catalogue={catalogue} item={item.key} edge={900} isDescribed={false} />
      </div>
      <div className={styles.decision}>
        <h2 className={styles.key}>{item.key}</h2>
        <ul className={styles.reasons}>
          {reasons.map((reason) => (
            <li key={reason}>
              {catalogueWords.reasons[reason]}
              {reason === 'unlike the training data' && novelty !== null && ` (${number(novelty)})`}
            </li>
          ))}
        </ul>
        <dl className={styles.says}>
          <dt>{catalogueWords.says.model}</dt>
          <dd>
            <b>{item.class}</b> {percent(item.probability, 0)}
            <span className={styles.meter} aria-hidden="true">
              <span style={{ width: `${100 * item.probability}%` }} />
            </span>
          </dd>
          <dt>{catalogueWords.says.catalogue}</dt>
          <dd>{category ?? catalogueWords.nothing}</dd>
        </dl>
        <div className={styles.acts}>
          <Button look="primary" onPress={() => review.decide(item, item.class)}>
            {catalogueWords.accept} <Kbd keys="a" />
          </Button>
          {keeps && (
            <Button onPress={() => review.decide(item, category)}>
              {catalogueWords.keep} <Kbd keys="k" />
            </Button>
          )}
          <Button onPress={() => review.skip(item)}>
            {catalogueWords.skip} <Kbd keys="s" />
          </Button>
        </div>
        {review.isAmongSkipped && (
          <p className={styles.hint}>{catalogueWords.skippedLeft(review.waiting.length)}</p>
        )}
        <ClassChoice key={item.key} review={review} item={item} classes={classes} />
      </div>
    </article>
  );
}

/** The keys are the same from item to item; what they do is about the one that is shown. */
function useReviewKeys(review: ReviewState): void {
  const latest = useRef(review);
  useEffect(() => {
    latest.current = review;
  });
  const { quick } = review;
  const names = quick.join('\n');
  useActions(useMemo(() => actionsOf(names.split('\n'), latest), [names]));
}

function actionsOf(quick: readonly string[], latest: { readonly current: ReviewState }): Action[] {
  const section = catalogueWords.views.review;
  const on = (act: (item: ReviewItem, review: ReviewState) => void) => () => {
    const { current } = latest.current;
    if (current) act(current, latest.current);
  };
  return [
    {
      ...{ id: 'review-accept', name: catalogueWords.accept, section, keys: 'a' },
      run: on((item, review) => review.decide(item, item.class)),
    },
    {
      ...{ id: 'review-keep', name: catalogueWords.keep, section, keys: 'k' },
      run: on((item, review) => item.category !== null && review.decide(item, item.category)),
    },
    {
      ...{ id: 'review-skip', name: catalogueWords.skip, section, keys: 's' },
      run: on((item, review) => review.skip(item)),
    },
    ...quick.map((name, place) => ({
      ...{ id: `review-${place}`, name: catalogueWords.decide(name), section, keys: quickKey(place) },
      run: on((item, review) => review.decide(item, name)),
    })),
  ];
}
