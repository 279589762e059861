// The frame of every page: a header with its title and actions, and the content below.
import { useEffect, type ReactNode } from 'react';
import { commonWords } from '../words/common.ts';
import styles from './page.module.css';

interface PageProps {
  readonly title: string;
  /** Before the title: the way to the page above. */
  readonly trail?: ReactNode;
  /** Beside the title: a state, a count. */
  readonly aside?: ReactNode;
  readonly actions?: ReactNode;
  /** Whether the content fills the page to its edges and scrolls by itself. */
  readonly isFull?: boolean;
  readonly children: ReactNode;
}

export function Page({ title, trail, aside, actions, isFull = false, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · ${commonWords.product}`;
  }, [title]);
  return (
    <div className={isFull ? styles.full : styles.page}>
      <header className={styles.header}>
        {trail && <span className={styles.trail}>{trail}</span>}
        <h1 className={styles.title}>{title}</h1>
        {aside && <span className={styles.aside}>{aside}</span>}
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      <div className={isFull ? styles.fill : styles.content}>{children}</div>
    </div>
  );
}
