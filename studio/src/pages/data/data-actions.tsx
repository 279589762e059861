// What one can do with a data set: take a decision back, train with the decisions, read it again.
import { shellWord } from '../../../../src/shell-words.ts';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { api, apiPath } from '../../core/api.ts';
import { toasts } from '../../core/toasts.ts';
import { buttonClass, IconButton } from '../../ui/button.tsx';
import { CopyMenu } from '../../ui/copy-menu.tsx';
import { useActions } from '../../ui/use-actions.ts';
import { dataWords } from '../../words/data.ts';
import { count } from '../../words/numbers.ts';
import { codeOf } from './core/code.ts';
import type { DataSetView } from './use-data-view.ts';
import styles from './data.module.css';

export function DataActions({ view: { detail, store, search } }: { readonly view: DataSetView }) {
  const cache = useQueryClient();
  const { undo, decisions, file } = store;
  // It takes the place of the undo of other pages.
  useActions(
    useMemo(
      () => [{ id: 'undo', name: dataWords.undo, section: dataWords.section, keys: 'z', run: undo }],
      [undo],
    ),
  );
  const reload = () =>
    void api(apiPath('data', detail.id, 'reload'), { method: 'POST' })
      .then(() => cache.invalidateQueries({ queryKey: ['data', detail.id] }))
      .catch((error: unknown) => toasts.fail(error));
  const training = {
    data: detail.data,
    ...(decisions.size > 0 && file !== undefined && { labels: file }),
    ...(search.augment !== undefined && { augment: search.augment }),
  };
  const words = Object.entries(training).map(([name, value]) => `--${name} ${shellWord(value)}`);
  return (
    <>
      {decisions.size > 0 && <span className={styles.quiet}>{dataWords.decided(count(decisions.size))}</span>}
      <IconButton icon="undo" label={dataWords.undo} keys="z" onPress={undo} />
      {detail.hasFiles && <IconButton icon="data" label={dataWords.reload} onPress={reload} />}
      <CopyMenu command={`atelier train ${words.join(' ')}`} code={codeOf(detail, training.labels)} />
      <Link to="/train" search={training} className={buttonClass()}>
        {training.labels === undefined ? dataWords.train : dataWords.trainDecided}
      </Link>
    </>
  );
}
