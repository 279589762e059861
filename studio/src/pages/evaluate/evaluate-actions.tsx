// What one can do with an evaluation: measure, stop, copy its command.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Evaluation, EvaluationQuery } from '../../../../src/server/studio/contract/evaluations.ts';
import { api, apiPath } from '../../core/api.ts';
import { copyText } from '../../core/copy.ts';
import { toasts } from '../../core/toasts.ts';
import { Button } from '../../ui/button.tsx';
import { CopyMenu } from '../../ui/copy-menu.tsx';
import { useActions } from '../../ui/use-actions.ts';
import { commonWords } from '../../words/common.ts';
import { evaluateWords } from '../../words/evaluate.ts';
import { evaluationQuery } from './queries.ts';
import { codeOf } from './core/code.ts';

interface EvaluateActionsProps {
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

export function EvaluateActions({ query, evaluation }: EvaluateActionsProps) {
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
      <CopyMenu command={command} code={codeOf(query)} />
    </>
  );
}
