// What this page asks of the server.
import type {
  Evaluation,
  EvaluationDocument,
  EvaluationFile,
  EvaluationQuery,
} from '../../../../src/server/studio/contract/evaluations.ts';
import type { Model } from '../../../../src/server/studio/contract/models.ts';
import { api, ApiError, apiPath } from '../../core/api.ts';
import { readPredictions, type Predictions } from './core/predictions.ts';

interface Asked {
  readonly signal: AbortSignal;
}

/** Models come with runs, so they are asked for each time the page opens. */
export const modelsQuery = {
  queryKey: ['models'] as const,
  queryFn: ({ signal }: Asked) => api<readonly Model[]>('models', { signal }),
  staleTime: 0,
};

const lookEvery = 700;

const parametersOf = (query: EvaluationQuery): string =>
  new URLSearchParams(Object.entries(query) as [string, string][]).toString();

/** How an evaluation stands; it is looked at again while it is measured. */
export const evaluationQuery = (query: EvaluationQuery) => ({
  queryKey: ['evaluation', query] as const,
  queryFn: ({ signal }: Asked) => api<Evaluation>(`evaluations?${parametersOf(query)}`, { signal }),
  staleTime: 0,
  refetchInterval: ({ state }: { readonly state: { readonly data?: Evaluation | undefined } }) =>
    state.data?.status === 'running' ? lookEvery : (false as const),
});

/** The address of a file of an evaluation. */
export const evaluationFile = (id: string, name: string): string =>
  `/api/${apiPath('evaluations', id, 'files', name)}`;

/** A JSON file of an evaluation; `measured` tells its versions apart. */
export const documentQuery = <Document>({ id, measured }: Evaluation, name: EvaluationFile) => ({
  queryKey: ['evaluation-file', id, measured, name] as const,
  queryFn: ({ signal }: Asked) => api<Document>(apiPath('evaluations', id, 'files', name), { signal }),
});

export interface Results {
  readonly document: EvaluationDocument;
  readonly predictions: Predictions;
}

/** The figures of an evaluation with its predictions. */
export const resultsQuery = (evaluation: Evaluation) => ({
  queryKey: ['evaluation-results', evaluation.id, evaluation.measured] as const,
  queryFn: async ({ signal }: Asked): Promise<Results> => {
    const { id } = evaluation;
    const [document, bytes] = await Promise.all([
      api<EvaluationDocument>(apiPath('evaluations', id, 'files', 'evaluation.json'), { signal }),
      bytesOf(evaluationFile(id, 'predictions.bin'), signal),
    ]);
    return { document, predictions: readPredictions(document, bytes) };
  },
});

async function bytesOf(address: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const response = await fetch(address, { signal });
  if (!response.ok) throw new ApiError(response.status, `the server answered ${response.status}`);
  return response.arrayBuffer();
}
