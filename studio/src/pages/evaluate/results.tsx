// The results: their summary, the views, and the pictures that are opened beside them.
import { Panel } from '../../ui/panel.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { evaluateWords } from '../../words/evaluate.ts';
import { Calibration } from './calibration.tsx';
import { Classes } from './classes.tsx';
import { ConfusionView } from './confusion.tsx';
import { Curves } from './curves.tsx';
import { evaluateTabs, type EvaluateTab } from './core/search.ts';
import { Mistakes } from './mistakes.tsx';
import { Pictures } from './pictures.tsx';
import type { ResultsProps } from './results-props.ts';
import { RobustnessView } from './robustness.tsx';
import { Slices } from './slices.tsx';
import { Summary } from './summary.tsx';
import { useEvaluateView } from './use-view.ts';
import styles from './evaluate.module.css';

export function ResultsView({ evaluation, results, query }: ResultsProps) {
  const { search, change } = useEvaluateView();
  const { tab = 'confusion' } = search;
  return (
    <>
      <Summary results={results} />
      <div className={styles.columns}>
        <Tabs
          label={evaluateWords.views}
          chosen={tab}
          onChoose={(next) => change({ tab: next === 'confusion' ? undefined : next })}
          tabs={evaluateTabs.map((name) => ({
            id: name,
            name: evaluateWords.tabs[name],
            content: (
              <Panel>
                <h2 className={styles.hidden}>{evaluateWords.tabs[name]}</h2>
                <View name={name} evaluation={evaluation} results={results} query={query} />
              </Panel>
            ),
          }))}
        />
        <Panel>
          <Pictures evaluation={evaluation} results={results} query={query} />
        </Panel>
      </div>
    </>
  );
}

function View({ name, evaluation, results, query }: ResultsProps & { readonly name: EvaluateTab }) {
  switch (name) {
    case 'confusion':
      return <ConfusionView results={results} />;
    case 'mistakes':
      return <Mistakes evaluation={evaluation} results={results} query={query} />;
    case 'classes':
      return <Classes results={results} />;
    case 'curves':
      return <Curves results={results} />;
    case 'calibration':
      return <Calibration results={results} />;
    case 'robustness':
      return <RobustnessView evaluation={evaluation} query={query} />;
    case 'slices':
      return <Slices results={results} />;
  }
}
