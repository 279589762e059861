// A verdict as a word with its mark: the colour alone says nothing.
import { Icon, type IconName } from '../../ui/icon.tsx';
import { inspectWords } from '../../words/inspect.ts';
import type { Verdict as VerdictName } from './core/verdicts.ts';
import styles from './piece.module.css';

const icons: Partial<Record<VerdictName, IconName>> = { defective: 'close', good: 'check', broken: 'warn' };

export const Verdict = ({ verdict }: { readonly verdict: VerdictName }) => {
  const icon = icons[verdict];
  return (
    <span className={`${styles.verdict} ${styles[`is-${verdict}`] ?? ''}`}>
      {icon && <Icon name={icon} size={13} />}
      {inspectWords.verdicts[verdict]}
    </span>
  );
};
