// What will happen when one trains: how many pictures of each class, how long, and what may be wrong.
import { useMemo } from 'react';
import { teachWords } from '../../words/teach.ts';
import { enoughPictures, forecastOf, learntPictures } from './core/forecast.ts';
import { contentOf } from './core/lesson.ts';
import type { BackboneChoice, TeachState, TeachStore } from './core/teach-store.ts';
import styles from './teach.module.css';

interface BeforeTrainingProps {
  readonly store: TeachStore;
  readonly state: TeachState;
  readonly backbone: Pick<BackboneChoice, 'name' | 'on'>;
}

export function BeforeTraining({ store, state: { lesson, result }, backbone }: BeforeTrainingProps) {
  const { name, on } = backbone;
  const forecast = useMemo(() => {
    const known = result?.backbone === name ? learntPictures(result) : undefined;
    return forecastOf(lesson, store.pace({ name, on }), known);
  }, [store, lesson, result, name, on]);
  const { pictures, counts, seconds, concerns } = forecast;
  const isLearnt = result?.backbone === name && result.content === contentOf(lesson);
  return (
    <>
      {!isLearnt && (
        <p className={styles.quiet} role="status">
          {teachWords.before(
            pictures,
            counts.map((count, i) => [lesson.classes[i]!.name, count]),
          )}{' '}
          {seconds === undefined ? teachWords.paceUnknown : teachWords.takes(seconds)}
        </p>
      )}
      {concerns.map((concern) => (
        <p key={concern.is} className={styles.warn}>
          {teachWords.concern(concern, enoughPictures)}
        </p>
      ))}
    </>
  );
}
