// The messages at the edge of the page, read out as they come.
import { useSyncExternalStore } from 'react';
import { toasts, type Toast } from '../core/toasts.ts';
import { commonWords } from '../words/common.ts';
import { Button, IconButton } from './button.tsx';
import styles from './toasts.module.css';

export function Toasts() {
  const shown = useSyncExternalStore(toasts.subscribe, toasts.list);
  return (
    <div className={styles.toasts} role="status" aria-live="polite">
      {shown.map((toast) => (
        <Message key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function Message({ toast: { id, words, kind, action } }: { readonly toast: Toast }) {
  const run = () => {
    toasts.close(id);
    action?.run();
  };
  return (
    <div className={`${styles.toast} ${kind === 'failure' ? styles.failure : ''}`}>
      <span className={styles.words}>{words}</span>
      {action && (
        <Button look="quiet" onPress={run}>
          {action.name}
        </Button>
      )}
      <IconButton icon="close" label={commonWords.close} onPress={() => toasts.close(id)} />
    </div>
  );
}
