// Training: what it learns on, the button, how it learns, and how well it does.
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Model } from '../../../../src/server/studio/contract/models.ts';
import { apiPath } from '../../core/api.ts';
import { modelsQuery } from '../../core/queries.ts';
import { toasts } from '../../core/toasts.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Placement } from '../../ui/placement.tsx';
import { Select } from '../../ui/select.tsx';
import { useActions } from '../../ui/use-actions.ts';
import { teachWords } from '../../words/teach.ts';
import { BeforeTraining } from './before-training.tsx';
import { backboneFrom, greyWidth } from './core/backbones.ts';
import { fewestPictures, obstacleOf } from './core/lesson.ts';
import type { TeachSearch } from './core/search.ts';
import type { BackboneChoice, TeachState, TeachStore } from './core/teach-store.ts';
import { Learning } from './learning.tsx';
import styles from './teach.module.css';

const route = getRouteApi('/teach');

interface TrainPanelProps {
  readonly store: TeachStore;
  readonly state: TeachState;
}

export function TrainPanel({ store, state }: TrainPanelProps) {
  const { from, on } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: models = [], error } = useQuery(modelsQuery);
  const chosen = backboneFrom(models, from);
  const { training, failure, result, unreadable, lesson } = state;
  const obstacle = obstacleOf(lesson);
  const isReady = chosen !== undefined && obstacle === undefined && !training;
  const start = useMemo(
    () => () => {
      if (chosen && isReady) void store.train({ ...choiceOf(chosen), on });
    },
    [store, chosen, isReady, on],
  );
  useActions(
    useMemo(
      () => [
        {
          id: 'teach-train',
          name: teachWords.train,
          section: teachWords.name,
          keys: 'mod+Enter',
          run: start,
        },
      ],
      [start],
    ),
  );
  const stop = () => {
    store.stop();
    toasts.tell(teachWords.stopped);
  };
  return (
    <Panel title={teachWords.training}>
      <div className={styles.column}>
        {chosen && (
          <Select
            label={teachWords.backbone}
            choices={models.map(({ id, name, kind }) => ({ id, name: teachWords.backboneOf[kind](name) }))}
            chosen={chosen.id}
            onChoose={(id) => void navigate({ search: (old) => ({ ...old, from: id }), replace: true })}
          />
        )}
        {chosen && <p className={styles.quiet}>{noteOn(chosen)}</p>}
        <Placement
          placement={result?.placement}
          wanted={on}
          onChoose={(wanted) =>
            void navigate({
              search: (old) => ({ ...old, on: wanted }) as TeachSearch,
              replace: true,
            })
          }
        />
        {training ? (
          <Button icon="stop" onPress={stop}>
            {teachWords.stop}
          </Button>
        ) : (
          <Button look="primary" icon="play" isDisabled={!isReady} onPress={start}>
            {result ? teachWords.trainAgain : teachWords.train}
          </Button>
        )}
        {obstacle && !training && (
          <p className={styles.quiet}>{teachWords.obstacle(obstacle, fewestPictures)}</p>
        )}
        {chosen && !obstacle && !training && (
          <BeforeTraining {...{ store, state }} backbone={{ name: chosen.name, on }} />
        )}
        {unreadable.size > 0 && <p className={styles.warn}>{teachWords.unreadableNote(unreadable.size)}</p>}
        {(failure ?? error) && (
          <p className={styles.bad} role="alert">
            {teachWords.failed(failure ?? error!.message)}
          </p>
        )}
        <Learning state={state} />
      </div>
    </Panel>
  );
}

const noteOn = (model: Model): string => {
  const width = greyWidth(model);
  return width === undefined ? teachWords.photoNote : teachWords.garmentNote(model.name, width);
};

const choiceOf = ({ id, name, argument }: Model): BackboneChoice => ({
  ...{ name, argument },
  async load() {
    const response = await fetch(`/api/${apiPath('models', id, 'file')}`);
    if (!response.ok) throw new Error(teachWords.noModel(name));
    return new Uint8Array(await response.arrayBuffer());
  },
});
