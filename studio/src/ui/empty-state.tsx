// What a view without content shows: what would be here, and how to get it.
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import styles from './empty-state.module.css';

interface EmptyStateProps {
  readonly icon: IconName;
  readonly title: string;
  readonly hint: string;
  /** Buttons and links. */
  readonly children?: ReactNode;
}

export const EmptyState = ({ icon, title, hint, children }: EmptyStateProps) => (
  <div className={styles.empty}>
    <Icon name={icon} size={28} />
    <h2>{title}</h2>
    <p className={styles.hint}>{hint}</p>
    {children && <div className={styles.actions}>{children}</div>}
  </div>
);
