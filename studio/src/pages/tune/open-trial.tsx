// One trial: its values, its settings, and the way to its run.
import { Link } from '@tanstack/react-router';
import type { StudyDetail } from '../../../../src/server/studio/contract/studies.ts';
import { settingWords, valueWords } from '../../../../src/tuning/words.ts';
import { IconButton, buttonClass } from '../../ui/button.tsx';
import { tuneWords } from '../../words/tune.ts';
import { useStudyView } from './use-study-view.ts';
import styles from './tune.module.css';

interface OpenTrialProps {
  readonly study: StudyDetail;
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
                <dd>{trial.params[i] === null ? '–' : settingWords(trial.params[i])}</dd>
              </div>
            ))}
          </dl>
          {trial.run === undefined ? (
            <p className={styles.quiet}>{tuneWords.noRun}</p>
          ) : (
            <div className={styles.links}>
              <Link to="/runs/$id" params={{ id: trial.run }} className={buttonClass('primary')}>
                {tuneWords.openRun}
              </Link>
              <Link to="/train" search={{ from: trial.run }} className={buttonClass('plain')}>
                {tuneWords.trainFrom}
              </Link>
            </div>
          )}
        </>
      )}
    </aside>
  );
}
