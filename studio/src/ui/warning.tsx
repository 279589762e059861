// A line that warns, across the top of a page.
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import styles from './warning.module.css';

export const Warning = ({ children }: { readonly children: ReactNode }) => (
  <p className={styles.warning} role="status">
    <Icon name="warn" /> {children}
  </p>
);
