// The run's report inside the page, or how to get one.
import type { RunDetail } from '../../../../src/server/studio/contract/runs.ts';
import { shellLine } from '../../../../src/shell-words.ts';
import { runFileAddress } from '../../core/run-file.ts';
import { CopyMenu } from '../../ui/copy-menu.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { runPageWords } from '../../words/run.ts';
import styles from './run.module.css';

export function Report({ run }: { readonly run: RunDetail }) {
  const address = runFileAddress(run.id, 'report.html');
  if (run.files.some(({ name }) => name === 'report.html'))
    return (
      <>
        <p className={styles.above}>
          <a href={address} target="_blank" rel="noreferrer">
            {runPageWords.openReport}
          </a>
        </p>
        <iframe
          className={styles.report}
          src={address}
          title={runPageWords.reportTitle(run.name)}
          sandbox="allow-scripts"
        />
      </>
    );
  const command = shellLine(['report', run.folder]);
  return (
    <EmptyState icon="file" title={runPageWords.noReport} hint={runPageWords.noReportHint}>
      <code className={styles.command}>{command}</code>
      <CopyMenu command={command} />
    </EmptyState>
  );
}
