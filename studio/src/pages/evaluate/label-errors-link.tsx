// To the audit of the data that a model was measured on, where it starts or shows what it found.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { workspaceQuery } from '../../core/queries.ts';
import { evaluateWords } from '../../words/evaluate.ts';
import styles from './evaluate.module.css';

/** @param data the name of the data; nothing is shown if the studio does not have them */
export function LabelErrorsLink({ data }: { readonly data: string }) {
  const { data: workspace } = useQuery(workspaceQuery);
  const known = workspace?.data.find(({ id, name }) => id === data || name === data);
  if (!known) return null;
  return (
    <p className={styles.quiet}>
      <Link to="/data/$id" params={{ id: known.id }} search={{ view: 'findings' }}>
        {evaluateWords.checkLabels}
      </Link>
    </p>
  );
}
