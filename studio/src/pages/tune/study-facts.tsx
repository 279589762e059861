// How far a study is, and the best that it has found.
import { valueWords } from '../../../../src/tuning/words.ts';
import { count } from '../../words/numbers.ts';
import { tuneWords } from '../../words/tune.ts';
import type { OpenStudy } from './core/trial-rows.ts';
import { doneTrials } from './study-words.ts';
import { useStudyView } from './use-study-view.ts';
import styles from './tune.module.css';

export function StudyFacts({ study }: { readonly study: OpenStudy }) {
  const { openTrial } = useStudyView();
  const { counts, planned, best, objectives } = study;
  const done = doneTrials(study);
  const states = Object.entries(tuneWords.states).flatMap(([state, name]) => {
    const number = counts[state as keyof typeof counts];
    return number > 0 ? [`${count(number)} ${name}`] : [];
  });
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{objectives[0]!.name}</dt>
        <dd className={styles.best}>{best ? valueWords(objectives[0]!.name, best.value) : '–'}</dd>
      </div>
      {best && (
        <div>
          <dt>{tuneWords.bestTrial}</dt>
          <dd>
            <button type="button" className={styles.link} onClick={() => openTrial(String(best.number))}>
              {tuneWords.trial(String(best.number))}
            </button>
          </dd>
        </div>
      )}
      <div className={styles.wide}>
        <dt>{tuneWords.columns.trials}</dt>
        <dd>{states.join(', ') || '0'}</dd>
        {planned !== undefined && done < planned && (
          <div className={styles.track} aria-hidden="true">
            <div className={styles.fill} style={{ width: `${(100 * done) / planned}%` }} />
          </div>
        )}
      </div>
    </dl>
  );
}
