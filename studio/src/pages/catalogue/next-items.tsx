// What comes after the item that is decided about now.
import type { ReviewItem } from '../../../../src/server/studio/contract/catalogue.ts';
import { catalogueWords } from '../../words/catalogue.ts';
import { Picture } from './picture.tsx';
import styles from './review.module.css';

interface NextItemsProps {
  readonly catalogue: string;
  readonly items: readonly ReviewItem[];
}

export const NextItems = ({ catalogue, items }: NextItemsProps) =>
  items.length === 0 ? null : (
    <section className={styles.next}>
      <h3>{catalogueWords.next}</h3>
      <ol>
        {items.map(({ key }) => (
          <li key={key} title={key}>
            <Picture catalogue={catalogue} item={key} edge={160} isDescribed={false} />
          </li>
        ))}
      </ol>
    </section>
  );
