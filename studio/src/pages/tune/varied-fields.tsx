// The settings that a study varies.
import { Panel } from '../../ui/panel.tsx';
import { Toggle } from '../../ui/toggle.tsx';
import { tuneWords } from '../../words/tune.ts';
import { varied } from './core/space.ts';
import type { StudyForm } from './use-study-form.ts';
import styles from './tune.module.css';

const words = tuneWords.form;

export const VariedFields = ({ form }: { readonly form: StudyForm }) => (
  <Panel title={words.varied}>
    <div className={styles.toggles}>
      {varied.map((name) => (
        <Toggle
          key={name}
          label={words.parameters[name]}
          isOn={form.choices.parameters.includes(name)}
          onChange={(isOn) => form.toggle(name, isOn)}
        />
      ))}
    </div>
    {!form.varies && <p className={styles.error}>{words.none}</p>}
  </Panel>
);
