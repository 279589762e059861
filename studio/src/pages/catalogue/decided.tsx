// What people decided, the last decision first; each can be taken back on any later day.
import { Link } from '@tanstack/react-router';
import type { CatalogueName } from '../../../../src/server/studio/contract/catalogue.ts';
import { shellLine } from '../../../../src/shell-words.ts';
import { Button } from '../../ui/button.tsx';
import { CopyMenu } from '../../ui/copy-menu.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SaveCsv } from '../../ui/save-csv.tsx';
import { Time } from '../../ui/time.tsx';
import { catalogueWords } from '../../words/catalogue.ts';
import { changed } from './core/search.ts';
import { decisionsCsv } from './core/tables.ts';
import type { ReviewState } from './use-review.ts';
import styles from './review.module.css';

interface DecidedProps {
  readonly catalogue: CatalogueName;
  readonly review: ReviewState;
}

export function Decided({ catalogue, review }: DecidedProps) {
  const { decisions } = review;
  if (decisions.length === 0) return null;
  const command = shellLine(['train', '--data', catalogue.place]);
  return (
    <Panel
      title={catalogueWords.decidedTitle}
      actions={
        <>
          <SaveCsv name="decisions" csv={() => decisionsCsv(decisions)} />
          {catalogue.option === '--in' && <CopyMenu command={command} />}
        </>
      }
    >
      {catalogue.option === '--in' && (
        <p className={styles.hint}>
          {catalogueWords.decidedHint} <code>{command}</code>
        </p>
      )}
      <ul className={styles.decided}>
        {decisions.map((decision) => (
          <li key={decision.key}>
            <Link
              from="/catalogue"
              to="/catalogue"
              search={(old) => changed(old, { view: undefined, item: decision.key })}
              className={styles.key}
            >
              {decision.key}
            </Link>
            <span>{decision.category}</span>
            <span className={styles.hint}>
              <Time at={decision.at} />
            </span>
            <Button look="quiet" icon="undo" onPress={() => review.withdraw(decision)}>
              {catalogueWords.takeBack}
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
