// The queue of items that a person has to look at: one at a time, one key for each decision.
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { CatalogueDetail, CatalogueName } from '../../../../src/server/studio/contract/catalogue.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Failure, Panel } from '../../ui/panel.tsx';
import { SaveCsv } from '../../ui/save-csv.tsx';
import { Slider } from '../../ui/slider.tsx';
import { catalogueWords } from '../../words/catalogue.ts';
import { count, percent } from '../../words/numbers.ts';
import { reviewQuery } from './core/queries.ts';
import { reviewCsv } from './core/tables.ts';
import { Decided } from './decided.tsx';
import { NextItems } from './next-items.tsx';
import { ReviewCard } from './review-card.tsx';
import { useCatalogueSearch } from './use-catalogue-search.ts';
import { useReview } from './use-review.ts';
import styles from './review.module.css';

/** Where probabilities can be trusted, at least four of five items above it are right. */
const usualConfidence = 0.8;

interface ReviewViewProps {
  readonly catalogue: CatalogueName;
  readonly detail: CatalogueDetail;
}

export function ReviewView({ catalogue, detail }: ReviewViewProps) {
  const { search, change } = useCatalogueSearch();
  const confidence = search.confidence ?? usualConfidence;
  const { data, error, refetch } = useQuery(reviewQuery(catalogue.id, confidence));
  const review = useReview(catalogue.id, data, detail.classes, search.at);
  const key = review.current?.key;
  const at = key === data?.items[0]?.key ? undefined : key;
  useEffect(() => {
    if (data && search.at !== at) change({ at }, { replace: true });
  }, [data, search.at, at, change]);
  return (
    <div className={styles.review}>
      <div className={styles.bar}>
        <span role="status">{data && catalogueWords.toLookAt(count(review.left))}</span>
        <Slider
          label={catalogueWords.threshold}
          value={confidence}
          onChange={(next) =>
            change({ confidence: next === usualConfidence ? undefined : next }, { replace: true })
          }
          {...{ minimum: 0, maximum: 1, step: 0.05, write: (value: number) => percent(value, 0) }}
        />
        <SaveCsv name="review" label={catalogueWords.saveTable} csv={() => reviewCsv(review.waiting)} />
      </div>
      {error ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : review.current ? (
        <Panel>
          <ReviewCard
            catalogue={catalogue.id}
            review={review}
            item={review.current}
            classes={detail.classes}
          />
          <NextItems catalogue={catalogue.id} items={review.waiting.slice(1, 13)} />
        </Panel>
      ) : (
        <EmptyState icon="check" title={catalogueWords.doneTitle} hint={catalogueWords.doneHint} />
      )}
      <Decided catalogue={catalogue} review={review} />
    </div>
  );
}
