// What is known of an item: what the model and people say, and its attributes.
import { useQueryClient } from '@tanstack/react-query';
import type { ItemDetail } from '../../../../src/server/studio/contract/catalogue.ts';
import { Button } from '../../ui/button.tsx';
import { Time } from '../../ui/time.tsx';
import { catalogueWords } from '../../words/catalogue.ts';
import { number, percent } from '../../words/numbers.ts';
import { correctItem } from './correct-item.ts';
import page from '../../ui/full-page.module.css';
import styles from './item.module.css';

interface ItemFactsProps {
  readonly catalogue: string;
  readonly item: ItemDetail;
  readonly classes: readonly string[];
}

export function ItemFacts({ catalogue, item }: ItemFactsProps) {
  const cache = useQueryClient();
  const { key, attributes, added, model, correction } = item;
  const takeBack = () => void correctItem(cache, catalogue, { key, category: null, before: correction });
  return (
    <>
      {model?.isNovel && <p className={styles.novel}>{catalogueWords.novel}</p>}
      <dl className={`${page.facts} ${styles.facts}`}>
        {model && (
          <>
            <dt>{catalogueWords.class}</dt>
            <dd>
              {model.class} <span className={styles.quiet}>{percent(model.probability, 0)}</span>
            </dd>
          </>
        )}
        {correction !== null && (
          <>
            <dt>{catalogueWords.correction}</dt>
            <dd className={styles.correction}>
              {correction}
              <Button look="quiet" icon="undo" onPress={takeBack}>
                {catalogueWords.takeBack}
              </Button>
            </dd>
          </>
        )}
        {Object.entries(attributes).map(([name, value]) => (
          <Fact key={name} name={name} value={value} />
        ))}
        <dt>{catalogueWords.addedOn}</dt>
        <dd>
          <Time at={added} />
        </dd>
      </dl>
    </>
  );
}

const Fact = ({
  name,
  value,
}: {
  readonly name: string;
  readonly value: string | number | boolean | null;
}) => (
  <>
    <dt>{name}</dt>
    <dd>{typeof value === 'number' ? number(value) : String(value ?? '–')}</dd>
  </>
);
