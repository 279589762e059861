// What one can do with an evaluation: measure, stop, copy its command.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Evaluation, EvaluationQuery } from '../../../../src/server/studio/contract/evaluations.ts';
import type { Model } from '../../../../src/server/studio/contract/models.ts';
import { api, apiPath } from '../../core/api.ts';
import { copyText } from '../../core/copy.ts';
import { runQuery, workspaceQuery } from '../../core/queries.ts';
import { toasts } from '../../core/toasts.ts';
import { Button } from '../../ui/button.tsx';
import { CopyMenu } from '../../ui/copy-menu.tsx';
import { useActions } from '../../ui/use-actions.ts';
import { commonWords } from '../../words/common.ts';
import { evaluateWords } from '../../words/evaluate.ts';
import { evaluationQuery } from './queries.ts';
import { codeOf, type TrainedOn } from './core/code.ts';

interface EvaluateActionsProps {
  readonly model: Model;
  readonly query: EvaluationQuery;
  readonly evaluation: Evaluation;
}

const action = (id: string, name: string, keys: string, run: () => void) => ({
  ...{ id, name, keys, run, section: evaluateWords.section },
});

/** Measures, and shows how far that is. */
export function useMeasure(query: EvaluationQuery) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => api<Evaluation>('evaluations', { method: 'POST', body: query }),
    onSuccess: (evaluation) => cache.setQueryData(evaluationQuery(query).queryKey, evaluation),
    onError: (error) => toasts.fail(error),
  });
}

/** The program that measures the same; undefined until it is known what the model was trained on. */
function useCode(model: Model, { split, data: id }: EvaluationQuery): string | undefined {
  const isRun = model.kind === 'run';
  const { data: run } = useQuery({ ...runQuery(model.id), enabled: isRun });
  const { data: workspace } = useQuery(workspaceQuery);
  const data = workspace?.data.find((one) => one.id === id)?.data;
  if ((isRun && !run) || (id !== undefined && data === undefined)) return undefined;
  return codeOf({ model, data, config: run?.fullConfig as TrainedOn | undefined, ...(split && { split }) });
}

export function EvaluateActions({ model, query, evaluation }: EvaluateActionsProps) {
  const code = useCode(model, query);
  const { status, job, command, measured } = evaluation;
  const { mutate: measure, isPending } = useMeasure(query);
  const isRunning = status === 'running';
  useActions(
    useMemo(
      () => [
        ...(isRunning ? [] : [action('measure', evaluateWords.measure, 'm', () => measure())]),
        action('copy-evaluation', commonWords.copyCommand, 'c', () => void copyText(command)),
      ],
      [isRunning, measure, command],
    ),
  );
  const stop = () =>
    void api(apiPath('jobs', job ?? '', 'stop'), { method: 'POST' }).catch((error: unknown) =>
      toasts.fail(error),
    );
  return (
    <>
      {isRunning && (
        <Button icon="stop" onPress={stop}>
          {evaluateWords.stop}
        </Button>
      )}
      {!isRunning && measured !== undefined && (
        <Button isDisabled={isPending} onPress={() => measure()}>
          {evaluateWords.again}
        </Button>
      )}
      <CopyMenu command={command} {...(code !== undefined && { code })} />
    </>
  );
}
