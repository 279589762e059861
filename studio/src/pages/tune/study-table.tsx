// The studies, a line for each.
import { Link } from '@tanstack/react-router';
import type { StudySummary } from '../../../../src/server/studio/contract/studies.ts';
import { valueWords } from '../../../../src/tuning/words.ts';
import { Time } from '../../ui/time.tsx';
import { tuneWords } from '../../words/tune.ts';
import { studiesCsv } from './core/studies-csv.ts';
import { PlainTable } from './plain-table.tsx';
import { StudyStatus } from './study-status.tsx';
import { doneWords } from './study-words.ts';

const { columns } = tuneWords;

export const StudyTable = ({ studies }: { readonly studies: readonly StudySummary[] }) => (
  <PlainTable
    label={tuneWords.studies}
    file="studies"
    csv={() => studiesCsv(studies)}
    columns={[
      columns.name,
      columns.status,
      columns.trials,
      columns.best,
      columns.objectives,
      columns.modified,
    ]}
  >
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
  </PlainTable>
);
