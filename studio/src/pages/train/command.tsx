// The command line that the form means, as the server writes it.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { CommandLine, CommandOptions } from '../../../../src/server/studio/contract/jobs.ts';
import { api } from '../../core/api.ts';
import { CopyMenu } from '../../ui/copy-menu.tsx';
import { Panel } from '../../ui/panel.tsx';
import { trainWords } from '../../words/train.ts';
import { codeOf } from './core/code.ts';
import styles from './train.module.css';

interface CommandProps {
  readonly options: CommandOptions;
  readonly isValid: boolean;
}

export function Command({ options, isValid }: CommandProps) {
  const { data, error } = useQuery({
    queryKey: ['train-command', options],
    queryFn: ({ signal }) => api<CommandLine>('train/command', { method: 'POST', body: { options }, signal }),
    ...{ enabled: isValid, placeholderData: keepPreviousData, gcTime: 0, retry: false },
  });
  return (
    <Panel
      title={trainWords.command}
      actions={data && <CopyMenu command={data.command} code={codeOf(data, options)} />}
    >
      {error ? (
        <p className={styles.error} role="status">
          {error.message}
        </p>
      ) : (
        <pre className={styles.command} tabIndex={0} aria-label={trainWords.command}>
          {data?.command}
        </pre>
      )}
    </Panel>
  );
}
