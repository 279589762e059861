// The studies, a line for each.
import { Link } from '@tanstack/react-router';
import type { StudySummary } from '../../../../src/server/studio/contract/studies.ts';
import { valueWords } from '../../../../src/tuning/words.ts';
import { Time } from '../../ui/time.tsx';
import { tuneWords } from '../../words/tune.ts';
import { StudyStatus } from './study-status.tsx';
import { doneWords } from './study-words.ts';
import styles from './tune.module.css';

const { columns } = tuneWords;

export const StudyTable = ({ studies }: { readonly studies: readonly StudySummary[] }) => (
  <div className={styles.scroller} tabIndex={0} role="region" aria-label={tuneWords.studies}>
    <table className={styles.table}>
      <thead>
        <tr>
          {[
            columns.name,
            columns.status,
            columns.trials,
            columns.best,
            columns.objectives,
            columns.modified,
          ].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {studies.map((study) => (
          <tr key={study.id}>
            <th scope="row">
              <Link to="/tune/$id" params={{ id: study.id }}>
                {study.name}
              </Link>
            </th>
            <td>
              <StudyStatus status={study.status} />
            </td>
            <td>{doneWords(study)}</td>
            <td>{study.best ? valueWords(study.objectives[0]!.name, study.best.value) : '–'}</td>
            <td>{study.objectives.map(({ name }) => name).join(', ')}</td>
            <td>
              <Time at={study.modified} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
