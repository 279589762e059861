// Time and memory, measured before the start by some seconds of training.
import { useMutation } from '@tanstack/react-query';
import type { Estimate as Measured } from '../../../src/server/studio/contract/jobs.ts';
import { api } from '../core/api.ts';
import { Button } from '../ui/button.tsx';
import { Panel } from '../ui/panel.tsx';
import { bytes, count, duration } from '../words/numbers.ts';
import { optionWords } from '../words/options.ts';
import styles from './options.module.css';

interface EstimateProps<Request extends object> {
  /** Where the server measures. */
  readonly path: 'estimate' | 'studies/estimate';
  /** The same object as long as it asks for the same. */
  readonly request: Request;
  readonly isValid: boolean;
  /** What comes before the first measurement. */
  readonly hint?: string;
  /** The lines of a measurement. */
  readonly rows?: (measured: Measured, request: Request) => readonly EstimateRow[];
  /** What the figures mean. */
  readonly meaning?: string;
  readonly onRefused?: (error: Error, request: Request) => void;
}

export type EstimateRow = readonly [name: string, value: string];

export function Estimate<Request extends object>(props: EstimateProps<Request>) {
  const { path, request, isValid, hint = optionWords.estimateHint, onRefused } = props;
  const { rows = rowsOfRun, meaning } = props;
  const { mutate, data, error, isPending, variables } = useMutation({
    mutationFn: (body: Request) => api<Measured>(path, { method: 'POST', body }),
    ...(onRefused && { onError: onRefused }),
  });
  const measure = (
    <Button isDisabled={!isValid || isPending} onPress={() => mutate(request)}>
      {optionWords.measure}
    </Button>
  );
  return (
    <Panel title={optionWords.estimate} actions={measure}>
      <div role="status">
        {isPending ? (
          <p className={styles.hint}>{optionWords.measuring}</p>
        ) : error ? (
          <p className={styles.error}>{error.message}</p>
        ) : data ? (
          <>
            {variables !== request && <p className={styles.old}>{optionWords.estimateOld}</p>}
            <Rows rows={rows(data, variables)} />
            {meaning !== undefined && <p className={styles.hint}>{meaning}</p>}
          </>
        ) : (
          <p className={styles.hint}>{hint}</p>
        )}
      </div>
    </Panel>
  );
}

const rowsOfRun = (measured: Measured): EstimateRow[] => [
  [optionWords.time, duration(measured.seconds)],
  ...aboutEpochs(measured),
  [optionWords.memory, bytes(measured.memory.peak)],
  ...aboutNetwork(measured),
];

/** How long an epoch takes. */
export const aboutEpochs = ({ secondsPerEpoch }: Measured): EstimateRow[] => [
  [optionWords.perEpoch, duration(secondsPerEpoch.training + secondsPerEpoch.validation)],
];

/** The network, the pictures, and how fast they go through it. */
export const aboutNetwork = ({ parameters, count: pictures, imagesPerSecond }: Measured): EstimateRow[] => [
  [optionWords.parameters, count(parameters)],
  [optionWords.pictures, count(pictures.training)],
  [optionWords.speed, count(Math.round(imagesPerSecond))],
];

const Rows = ({ rows }: { readonly rows: readonly EstimateRow[] }) => (
  <dl className={styles.measured}>
    {rows.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
