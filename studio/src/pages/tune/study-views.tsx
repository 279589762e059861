// The views of a study, over the trials that are chosen, and the trial that is opened beside them.
import { useMemo } from 'react';
import { Panel } from '../../ui/panel.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { tuneWords } from '../../words/tune.ts';
import type { OpenStudy } from './core/trial-rows.ts';
import { ConfirmView } from './confirm-view.tsx';
import { FrontView } from './front-view.tsx';
import { HistoryView } from './history-view.tsx';
import { ParallelView } from './parallel-view.tsx';
import { ParametersView } from './parameters-view.tsx';
import { bestShare, journalStudy } from './core/study.ts';
import { tuneTabs, type TuneTab } from './core/search.ts';
import { OpenTrial } from './open-trial.tsx';
import type { StudyViewProps } from './study-view-props.ts';
import { TrialsView } from './trials-view.tsx';
import { useStudyView } from './use-study-view.ts';
import { ViewChoices } from './view-choices.tsx';
import styles from './tune.module.css';

export function StudyViews({ study }: { readonly study: OpenStudy }) {
  const { search, change } = useStudyView();
  const { tab = 'history', best = 100, trial } = search;
  // The summary changes more often than the trials.
  const whole = useMemo(() => journalStudy(study), [study.trials]);
  const shown = useMemo(() => bestShare(whole, best), [whole, best]);
  const tabs = tuneTabs.filter(
    (name) =>
      (name !== 'front' || study.objectives.length > 1) && (name !== 'space' || study.space !== undefined),
  );
  return (
    <div className={trial === undefined ? undefined : styles.columns}>
      <Tabs
        label={tuneWords.views}
        chosen={tabs.includes(tab) ? tab : 'history'}
        onChoose={(next) => change({ tab: next === 'history' ? undefined : next })}
        tabs={tabs.map((name) => ({
          id: name,
          name: tuneWords.tabs[name],
          content: (
            <Panel>
              <h2 className={styles.hidden}>{tuneWords.tabs[name]}</h2>
              {name !== 'space' && name !== 'confirm' && <ViewChoices />}
              <View name={name} study={study} shown={shown} />
            </Panel>
          ),
        }))}
      />
      {trial !== undefined && <OpenTrial study={study} number={trial} />}
    </div>
  );
}

function View({ name, ...props }: StudyViewProps & { readonly name: TuneTab }) {
  switch (name) {
    case 'history':
      return <HistoryView {...props} />;
    case 'parameters':
      return <ParametersView {...props} />;
    case 'parallel':
      return <ParallelView {...props} />;
    case 'front':
      return <FrontView {...props} />;
    case 'trials':
      return <TrialsView {...props} />;
    case 'confirm':
      return <ConfirmView study={props.study} />;
    case 'space':
      return (
        <pre className={styles.space} tabIndex={0} aria-label={tuneWords.tabs.space}>
          {props.study.space}
        </pre>
      );
  }
}
