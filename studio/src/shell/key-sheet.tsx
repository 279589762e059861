// All keys of this page.
import { commonWords } from '../words/common.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { useAllActions } from '../ui/use-actions.ts';
import styles from './key-sheet.module.css';

export default function KeySheet({ onClose }: { readonly onClose: () => void }) {
  const withKeys = useAllActions().filter(({ keys }) => keys !== undefined);
  const sections = [...new Set(withKeys.map(({ section }) => section))];
  return (
    <Dialog title={commonWords.shortcuts} isOpen onClose={onClose}>
      <div className={styles.sheet}>
        {sections.map((section) => (
          <section key={section} aria-label={section}>
            <h3 className={styles.section}>{section}</h3>
            <ul>
              {withKeys
                .filter((action) => action.section === section)
                .map(({ id, name, keys }) => (
                  <li key={id} className={styles.row}>
                    {name}
                    <Kbd keys={keys!} />
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
