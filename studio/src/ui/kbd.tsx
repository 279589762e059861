// A key or a sequence of keys, such as `mod+k` or `g r`.
import { spokenKeys, writtenKeys } from '../core/keys.ts';
import styles from './kbd.module.css';

export const Kbd = ({ keys }: { readonly keys: string }) => (
  <span className={styles.keys} role="img" aria-label={spokenKeys(keys)}>
    {keys.split(' ').map((key, i) => (
      <kbd key={i} className={styles.key} aria-hidden="true">
        {writtenKeys(key)}
      </kbd>
    ))}
  </span>
);
