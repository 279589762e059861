// How good a model is, with its interval, and on which pictures it is not. Every number opens its pictures.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Model } from '../../../../src/server/studio/contract/models.ts';
import { workspaceQuery } from '../../core/queries.ts';
import { buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { evaluateWords } from '../../words/evaluate.ts';
import { Choices } from './choices.tsx';
import { EvaluateActions } from './evaluate-actions.tsx';
import { Measurement } from './measurement.tsx';
import { evaluationQuery, modelsQuery } from './queries.ts';
import { useEvaluateView } from './use-view.ts';
import styles from './evaluate.module.css';

export default function EvaluatePage() {
  const { search } = useEvaluateView();
  const { data: models, error, refetch } = useQuery(modelsQuery);
  if (error || !models)
    return (
      <Page title={evaluateWords.name}>
        {error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />}
      </Page>
    );
  const model = models.find(({ id }) => id === search.model) ?? usualModel(models);
  return model ? <Evaluate models={models} model={model} /> : <NoModel />;
}

/** The newest run's model, or the first released one. */
const usualModel = (models: readonly Model[]): Model | undefined =>
  models.find(({ kind }) => kind === 'run') ?? models[0];

const NoModel = () => (
  <Page title={evaluateWords.name}>
    <EmptyState icon="evaluate" title={evaluateWords.noModelTitle} hint={evaluateWords.noModelHint}>
      <Link to="/train" className={buttonClass('primary')}>
        {evaluateWords.toTrain}
      </Link>
    </EmptyState>
  </Page>
);

function Evaluate({ models, model }: { readonly models: readonly Model[]; readonly model: Model }) {
  const { search } = useEvaluateView();
  const { data: workspace } = useQuery(workspaceQuery);
  const { split = 'validation', data } = search;
  const query = { model: model.id, split, ...(data !== undefined && { data }) };
  const { data: evaluation, error, refetch } = useQuery(evaluationQuery(query));
  return (
    <Page
      title={evaluateWords.name}
      actions={evaluation && <EvaluateActions model={model} query={query} evaluation={evaluation} />}
    >
      <div className={styles.page}>
        <Choices models={models} model={model} sets={workspace?.data ?? []} />
        {error ? (
          <Failure error={error} retry={() => void refetch()} />
        ) : evaluation ? (
          <Measurement key={evaluation.id} query={query} evaluation={evaluation} />
        ) : (
          <Loading />
        )}
      </div>
    </Page>
  );
}
