// One trial: its values, its settings, and the way to its run.
import { settingWords, valueWords } from '../../../../src/tuning/words.ts';
import { IconButton } from '../../ui/button.tsx';
import { tuneWords } from '../../words/tune.ts';
import type { OpenStudy } from './core/trial-rows.ts';
import { TrialWork } from './trial-work.tsx';
import { useStudyView } from './use-study-view.ts';
import styles from './tune.module.css';

interface OpenTrialProps {
  readonly study: OpenStudy;
  readonly number: number;
}

export function OpenTrial({ study, number }: OpenTrialProps) {
  const { change } = useStudyView();
  const trial = study.trials[number];
  const { objectives, parameters } = study;
  return (
    <aside className={styles.trial} aria-label={tuneWords.trial(String(number))}>
      <header className={styles.between}>
        <h2>{tuneWords.trial(String(number))}</h2>
        <IconButton icon="close" label={tuneWords.closeTrial} onPress={() => change({ trial: undefined })} />
      </header>
      {trial && (
        <>
          <p className={styles.quiet}>
            {tuneWords.states[trial.state]}
            {trial.why === 'base' && `, ${tuneWords.base}`}
          </p>
          {trial.reason !== undefined && <p className={styles.bad}>{trial.reason}</p>}
          <dl className={styles.list}>
            {objectives.map(({ name }, i) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{trial.values?.[i] === undefined ? '–' : valueWords(name, trial.values[i])}</dd>
              </div>
            ))}
            {parameters.map(({ name }, i) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{trial.params[i] === undefined ? '–' : settingWords(trial.params[i])}</dd>
              </div>
            ))}
          </dl>
          <TrialWork study={study.id} trial={trial} />
        </>
      )}
    </aside>
  );
}
